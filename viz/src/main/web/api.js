// What the server is asked; docs/studio.md describes the same.

async function ask(method, path, body, type = "application/json") {
  let response;
  try {
    response = await fetch(path, { method, body, headers: body === undefined ? {} : { "Content-Type": type } });
  } catch {
    throw new Error("The studio does not answer. Is it still running? What you typed is kept in this page.");
  }
  if (!response.ok) {
    const text = await response.text();
    let message = text;
    try {
      message = JSON.parse(text).message;
    } catch { /* as it is */ }
    throw new Error(message || `${response.status} ${response.statusText}`);
  }
  return response;
}

const json = async (method, path, value) =>
  (await ask(method, path, value === undefined ? undefined : JSON.stringify(value))).json();

const p = project => `/api/projects/${encodeURIComponent(project)}`;
const at = path => `?path=${encodeURIComponent(path)}`;

export const api = {
  me: () => json("GET", `/api/me${location.search}`),
  schema: () => json("GET", "/api/schema"),
  models: () => json("GET", "/api/models"),
  picture: model => `/api/models/${encodeURIComponent(model)}/picture`,
  projects: () => json("GET", "/api/projects"),
  create: (name, model = "") => json("POST", "/api/projects", { name, model }),
  remove: project => json("DELETE", p(project)),
  files: project => json("GET", `${p(project)}/files`),
  read: async (project, path) => (await ask("GET", `${p(project)}/file${at(path)}`)).text(),
  write: (project, path, content) => ask("PUT", `${p(project)}/file${at(path)}`, content, "application/octet-stream"),
  erase: (project, path) => json("DELETE", `${p(project)}/file${at(path)}`),
  unzip: (project, archive) => ask("POST", `${p(project)}/archive`, archive, "application/zip"),
  archive: project => `${p(project)}/archive`,
  check: (project, path) => json("GET", `${p(project)}/check${at(path)}`),
  runs: () => json("GET", "/api/runs"),
  run: id => json("GET", `/api/runs/${id}`),
  start: (project, file, settings, paused) => json("POST", "/api/runs", { project, file, settings, paused }),
  stop: id => json("POST", `/api/runs/${id}/stop`),
  forget: id => json("DELETE", `/api/runs/${id}`),
  share: (id, open) => json("POST", `/api/runs/${id}/share`, { open }),
  results: id => json("GET", `/api/runs/${id}/files`),
  result: (id, path) => `/api/runs/${id}/file${at(path)}`,
  everything: id => `/api/runs/${id}/archive`,
  data: (id, points = 2000) => json("GET", `/api/runs/${id}/data?points=${points}`),
  live: id => new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live?run=${id}`),
};
