// The studio in a real browser: studio.mjs ADDRESS CHROMIUM AXE PICTURES. Prints one line for each thing that works.
import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";

const [address, executablePath, axe, pictures] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"] });
const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
context.setDefaultTimeout(60_000);
const page = await context.newPage();
const broken = [];
page.on("pageerror", e => broken.push(e.message));

async function accessible(what) {
  // The page allows no script but its own; the checker is handed to the browser itself.
  const found = await page.evaluate(`${readFileSync(axe, "utf8")}; axe.run({ runOnly: ["wcag2a", "wcag2aa"] })`);
  const bad = found.violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html).join(" ")}`);
  if (bad.length) throw new Error(`${what} is not accessible:\n${bad.join("\n")}`);
  console.log(`accessible: ${what}`);
}

function must(condition, what) {
  if (!condition) throw new Error(what);
  console.log(what);
}

try {
  await page.goto(address);
  await page.getByRole("button", { name: "Start from Squid giant axon" }).waitFor().catch(async e => { console.log(await page.content()); throw e; });
  must(!page.url().includes("token"), "the token is not kept in the address");
  await accessible("the list of projects");
  await page.getByRole("button", { name: "Start from Squid giant axon" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();

  await page.getByText("No problems.").waitFor();
  await accessible("the editor");
  await page.screenshot({ path: `${pictures}/editor.png` });
  await page.locator(".cm-line", { hasText: '"gnabar": "gnabar"' }).click();
  await page.keyboard.press("End");
  await page.keyboard.press("Control+f");
  await page.locator("input[name=search]").fill('"hh"');
  await page.locator("input[name=replace]").fill('"hhh"');
  await page.getByRole("button", { name: "replace all" }).click();
  await page.keyboard.press("Escape");
  await page.locator(".problems li.error").first().waitFor();
  const at = await page.locator(".problems li.error button").first().textContent();
  must(at.startsWith("model.json:27:"), `the error is at its line: ${at}`);
  await page.locator(".cm-lintRange-error").first().waitFor();
  must((await page.locator(".cm-lintRange-error").first().textContent()).includes("hhh"), "the error is underlined");
  must(await page.getByRole("button", { name: "Run", exact: true }).isDisabled(), "what is wrong cannot be run");
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+z");
  await page.getByText("No problems.").waitFor();
  console.log("undo mends it");

  await page.getByRole("tab", { name: "Build" }).click();
  await page.getByRole("group", { name: "Record" }).getByLabel("At").fill("axon(0.3)");
  await page.getByRole("group", { name: "Record" }).getByRole("button").click();
  await accessible("the builder");
  await page.getByRole("tab", { name: "Check" }).click();
  await page.getByText("No problems.").waitFor();

  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("dialog").getByLabel("amplitude").fill("6 uA");
  await page.getByRole("button", { name: "Start" }).click();
  await page.locator("#play").waitFor();
  await page.locator(".state.paused").waitFor();
  await page.getByLabel("Speed").selectOption("0.003");
  await page.locator("#play").click();
  await page.waitForFunction(() => parseFloat(document.querySelector(".clock").textContent) > 6);
  const colours = await page.evaluate(() => {
    const canvas = document.querySelector(".space canvas");
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [canvas.width, canvas.height];
    const c = copy.getContext("2d");
    c.drawImage(canvas, 0, 0);
    const seen = new Set();
    const { data } = c.getImageData(0, 0, copy.width, copy.height);
    for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) + (data[i + 1] << 8) + data[i + 2]);
    return seen.size;
  });
  must(colours > 20, `the axon is seen in ${colours} colours while it runs`);
  await accessible("a live run");
  await page.screenshot({ path: `${pictures}/live.png` });
  await page.setViewportSize({ width: 390, height: 800 });
  await page.waitForTimeout(300);
  must(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "a phone shows it without scrolling sideways");
  await page.screenshot({ path: `${pictures}/phone.png` });
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByLabel("Speed").selectOption("0");

  await page.locator(".downloads").waitFor();
  must(await page.getByText("axon(0.3).v").count() > 0, "what the builder added is recorded");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "results.h5" }).click()]);
  await download.saveAs(`${pictures}/results.h5`);
  must(readFileSync(`${pictures}/results.h5`).subarray(1, 4).toString() === "HDF", "results are downloaded");
  await page.locator(".results .chart canvas").first().waitFor();
  await accessible("results");
  must(broken.length === 0, `no script failed ${broken.join("; ")}`);
} finally {
  await page.screenshot({ path: `${pictures}/last.png` }).catch(() => {});
  await browser.close();
}
console.log("all is well");
