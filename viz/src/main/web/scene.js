// Cells in space: truncated cones drawn from one geometry per shape, coloured in the graphics card by a texture of values, so
// that a frame is one upload. Cells shown with one value are spheres.
import * as THREE from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import { colours } from "./colour.js";

const SIDES = 7;
const WIDTH = 1024;
const FLASH_s = 0.35;

const VERTEX = `
  in float slot; in vec3 place; in vec3 turnX; in vec3 turnY; in vec3 turnZ; in float first; in float size;
  uniform highp sampler2D values; uniform vec2 range;
  out vec3 shadeNormal; out float level; out float flash;
  void main() {
    int index = int(first + slot + 0.5);
    vec2 value = texelFetch(values, ivec2(index % ${WIDTH}, index / ${WIDTH}), 0).rg;
    level = (value.r - range.x) / (range.y - range.x);
    flash = value.g;
    mat3 turn = mat3(turnX, turnY, turnZ);
    shadeNormal = normalMatrix * turn * normal;
    gl_Position = projectionMatrix * modelViewMatrix * vec4(place + turn * (position * size), 1.0);
  }`;
const FRAGMENT = `
  precision highp float;
  in vec3 shadeNormal; in float level; in float flash;
  uniform sampler2D map;
  out vec4 colour;
  void main() {
    vec3 base = texture(map, vec2(clamp(level, 0.0, 1.0) * 255.0 / 256.0 + 0.5 / 256.0, 0.5)).rgb;
    float light = 0.55 + 0.45 * abs(normalize(shadeNormal).z);
    colour = vec4(mix(base * light, vec3(1.0, 0.35, 0.1), flash * 0.9), 1.0);
  }`;

export class SceneView {
  constructor(canvas, onpick) {
    this.canvas = canvas;
    this.renderer = new THREE.WebGLRenderer({ canvas, antialias: true, preserveDrawingBuffer: true });
    this.renderer.outputColorSpace = THREE.LinearSRGBColorSpace;
    this.renderer.setClearColor(0xf4f6f9);
    this.camera = new THREE.PerspectiveCamera(35, 1, 0.1, 1e7);
    this.controls = new OrbitControls(this.camera, canvas);
    this.controls.addEventListener("change", () => this.wanted = true);
    this.map = new THREE.DataTexture(colours("viridis"), 256, 1);
    this.map.needsUpdate = true;
    this.wanted = true;
    this.content = null;
    let down = null;
    canvas.addEventListener("pointerdown", e => down = [e.clientX, e.clientY]);
    canvas.addEventListener("pointerup", e => {
      if (down && Math.hypot(e.clientX - down[0], e.clientY - down[1]) < 4) onpick(this.pick(e));
    });
    canvas.addEventListener("keydown", e => this.key(e));
    new ResizeObserver(() => this.wanted = true).observe(canvas);
    const draw = () => {
      if (!canvas.isConnected && this.drawn) return this.renderer.dispose();
      requestAnimationFrame(draw);
      if (canvas.isConnected) this.draw();
    };
    requestAnimationFrame(draw);
  }

  key(event) {
    const turn = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.1], ArrowDown: [0, 0.1] }[event.key];
    const offset = this.camera.position.clone().sub(this.controls.target);
    if (turn) {
      const sphere = new THREE.Spherical().setFromVector3(offset);
      sphere.theta += turn[0];
      sphere.phi = Math.min(Math.max(sphere.phi + turn[1], 0.05), Math.PI - 0.05);
      offset.setFromSpherical(sphere);
    } else if (event.key === "+" || event.key === "-") offset.multiplyScalar(event.key === "+" ? 0.85 : 1.18);
    else return;
    event.preventDefault();
    this.camera.position.copy(this.controls.target).add(offset);
    this.controls.update();
  }

  show(scene) {
    if (this.content) this.content.traverse(o => o.geometry?.dispose());
    const cells = scene.cells;
    const firsts = [];
    let count = 0;
    cells.shown.forEach(n => {
      firsts.push(count);
      count += n;
    });
    this.scene = scene;
    this.firsts = firsts;
    this.count = count;
    const height = Math.max(1, Math.ceil(count / WIDTH));
    this.data = new Float32Array(WIDTH * height * 2);
    this.values = new THREE.DataTexture(this.data, WIDTH, height, THREE.RGFormat, THREE.FloatType);
    this.slotOf = new Map(cells.gid.map((gid, i) => [gid, i]));
    this.material = new THREE.ShaderMaterial({ glslVersion: THREE.GLSL3, vertexShader: VERTEX, fragmentShader: FRAGMENT,
      uniforms: { values: { value: this.values }, range: { value: new THREE.Vector2(-80, 40) }, map: { value: this.map } } });
    this.content = new THREE.Group();
    const groups = new Map();
    cells.gid.forEach((_, i) => {
      const key = `${cells.shape[i]} ${cells.shown[i] === scene.shapes[cells.shape[i]].parent.length}`;
      groups.set(key, [...(groups.get(key) ?? []), i]);
    });
    this.flashing = false;
    for (const [key, members] of groups) {
      const [shape, all] = key.split(" ");
      this.content.add(this.mesh(scene.shapes[+shape], all === "true", members, cells));
    }
    this.points = null;
    this.fit();
  }

  mesh(shape, all, members, cells) {
    const body = all ? tubes(shape) : ball(shape);
    const geometry = new THREE.InstancedBufferGeometry();
    geometry.index = body.index;
    for (const [name, attribute] of Object.entries(body.attributes)) geometry.setAttribute(name, attribute);
    const place = new Float32Array(members.length * 3);
    const turns = [0, 1, 2].map(() => new Float32Array(members.length * 3));
    const first = new Float32Array(members.length);
    members.forEach((i, m) => {
      place.set([cells.x_um[i], cells.y_um[i], cells.z_um[i]], 3 * m);
      const r = cells.rotation.length ? cells.rotation.slice(9 * i, 9 * i + 9) : [1, 0, 0, 0, 1, 0, 0, 0, 1];
      turns.forEach((column, c) => column.set([r[c], r[3 + c], r[6 + c]], 3 * m));
      first[m] = this.firsts[i];
    });
    const per = (array, width) => new THREE.InstancedBufferAttribute(array, width);
    geometry.setAttribute("place", per(place, 3));
    ["turnX", "turnY", "turnZ"].forEach((name, c) => geometry.setAttribute(name, per(turns[c], 3)));
    geometry.setAttribute("first", per(first, 1));
    geometry.setAttribute("size", per(new Float32Array(members.length).fill(1), 1));
    geometry.instanceCount = members.length;
    const mesh = new THREE.Mesh(geometry, this.material);
    mesh.frustumCulled = false;
    return mesh;
  }

  /** Middles of what is shown: [x y z] of each value. */
  middles() {
    if (this.points) return this.points;
    const { cells, shapes } = this.scene;
    this.points = new Float32Array(this.count * 3);
    cells.gid.forEach((_, i) => {
      const shape = shapes[cells.shape[i]];
      const r = cells.rotation.length ? cells.rotation.slice(9 * i, 9 * i + 9) : [1, 0, 0, 0, 1, 0, 0, 0, 1];
      const um = shape.cones.um;
      const middle = shape.middle ??= middlesOf(shape);
      for (let c = 0; c < cells.shown[i]; c++) {
        const [x, y, z] = um.length ? middle.slice(3 * c, 3 * c + 3) : [0, 0, 0];
        const at = 3 * (this.firsts[i] + c);
        this.points[at] = cells.x_um[i] + r[0] * x + r[1] * y + r[2] * z;
        this.points[at + 1] = cells.y_um[i] + r[3] * x + r[4] * y + r[5] * z;
        this.points[at + 2] = cells.z_um[i] + r[6] * x + r[7] * y + r[8] * z;
      }
    });
    return this.points;
  }

  fit() {
    const box = new THREE.Box3();
    const points = this.middles();
    for (let i = 0; i < points.length; i += 3) box.expandByPoint(new THREE.Vector3(points[i], points[i + 1], points[i + 2]));
    if (box.isEmpty()) box.set(new THREE.Vector3(-10, -10, -10), new THREE.Vector3(10, 10, 10));
    const sphere = box.getBoundingSphere(new THREE.Sphere());
    const widest = Math.max(10, ...this.scene.shapes.slice(0, 50).map(s => Math.max(...s.diam_um.slice(0, 1))));
    const radius = Math.max(sphere.radius, widest) * 1.1;
    this.controls.target.copy(sphere.center);
    const aspect = Math.min(1, this.canvas.clientWidth / Math.max(1, this.canvas.clientHeight));
    this.camera.position.copy(sphere.center).add(new THREE.Vector3(0, 0, radius / Math.sin(this.camera.fov / 2 * Math.PI / 180) / aspect));
    this.camera.near = radius / 1000;
    this.camera.far = radius * 100;
    this.controls.update();
    this.wanted = true;
  }

  range(low, high) {
    this.material?.uniforms.range.value.set(low, high);
    this.wanted = true;
  }

  colourMap(name) {
    this.map.image.data.set(colours(name));
    this.map.needsUpdate = true;
    this.wanted = true;
  }

  frame(values, gids) {
    for (let i = 0; i < Math.min(values.length, this.count); i++) this.data[2 * i] = values[i];
    for (const gid of gids) {
      const cell = this.slotOf.get(gid);
      if (cell === undefined) continue;
      this.data[2 * this.firsts[cell] + 1] = 1;
      this.flashing = true;
    }
    this.values.needsUpdate = true;
    this.wanted = true;
  }

  fade(seconds) {
    this.flashing = false;
    for (const first of this.firsts) {
      if (this.data[2 * first + 1] > 0) {
        this.data[2 * first + 1] = Math.max(0, this.data[2 * first + 1] - seconds / FLASH_s);
        this.flashing = true;
      }
    }
    this.values.needsUpdate = true;
    this.wanted = true;
  }

  draw() {
    const now = performance.now();
    if (this.flashing) this.fade((now - (this.before ?? now)) / 1000);
    this.before = now;
    if (!this.wanted || !this.content) return;
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const size = this.renderer.getSize(new THREE.Vector2());
    if (size.x !== width || size.y !== height) {
      this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
      this.renderer.setSize(width, height, false);
      this.camera.aspect = width / Math.max(1, height);
      this.camera.updateProjectionMatrix();
    }
    this.renderer.render(this.content, this.camera);
    this.wanted = false;
    this.drawn = true;
  }

  /** The compartment nearest to a click. */
  pick(event) {
    if (!this.scene) return null;
    const box = this.canvas.getBoundingClientRect();
    const matrix = new THREE.Matrix4().multiplyMatrices(this.camera.projectionMatrix, this.camera.matrixWorldInverse);
    const points = this.middles();
    const point = new THREE.Vector3();
    let best = null;
    let nearest = 30;
    for (let i = 0; i < this.count; i++) {
      point.set(points[3 * i], points[3 * i + 1], points[3 * i + 2]).applyMatrix4(matrix);
      const x = box.left + (point.x + 1) / 2 * box.width;
      const y = box.top + (1 - point.y) / 2 * box.height;
      const distance = Math.hypot(x - event.clientX, y - event.clientY) + point.z;
      if (distance < nearest) {
        nearest = distance;
        best = i;
      }
    }
    return best;
  }

  /** Which cell and compartment a value belongs to. */
  whose(index) {
    let cell = this.firsts.findIndex((first, i) => index < first + this.scene.cells.shown[i] && index >= first);
    const compartment = index - this.firsts[cell];
    return { cell, compartment };
  }

  value(index) {
    return this.data[2 * index];
  }
}

function middlesOf(shape) {
  const middle = new Float32Array(shape.parent.length * 3);
  const lengths = new Float32Array(shape.parent.length).fill(-1);
  shape.cones.compartment.forEach((c, i) => {
    const [ax, ay, az, , bx, by, bz] = shape.cones.um.slice(8 * i, 8 * i + 8);
    const length = Math.hypot(bx - ax, by - ay, bz - az);
    if (length > lengths[c]) {
      lengths[c] = length;
      middle.set([(ax + bx) / 2, (ay + by) / 2, (az + bz) / 2], 3 * c);
    }
  });
  // Branch points have no cone of their own.
  lengths.forEach((length, c) => {
    const parent = shape.parent[c];
    if (length < 0 && parent >= 0 && parent < c) middle.copyWithin(3 * c, 3 * parent, 3 * parent + 3);
  });
  return middle;
}

function tubes(shape) {
  const cones = shape.cones.compartment.length;
  const position = new Float32Array(cones * SIDES * 2 * 3);
  const normal = new Float32Array(position.length);
  const slot = new Float32Array(cones * SIDES * 2);
  const index = new Uint32Array(cones * SIDES * 6);
  // Thin branches stay visible: none is thinner than a small part of the cell.
  const extent = shape.cones.um.reduce((m, x) => Math.max(m, Math.abs(x)), 1);
  const thinnest = extent / 900;
  const axis = new THREE.Vector3();
  const side = new THREE.Vector3();
  const up = new THREE.Vector3();
  let v = 0;
  let t = 0;
  for (let i = 0; i < cones; i++) {
    const [ax, ay, az, ad, bx, by, bz, bd] = shape.cones.um.slice(8 * i, 8 * i + 8);
    axis.set(bx - ax, by - ay, bz - az).normalize();
    side.set(Math.abs(axis.x) < 0.9 ? 1 : 0, Math.abs(axis.x) < 0.9 ? 0 : 1, 0).cross(axis).normalize();
    up.crossVectors(axis, side);
    for (const [x, y, z, d] of [[ax, ay, az, ad], [bx, by, bz, bd]]) {
      for (let s = 0; s < SIDES; s++) {
        const [c, n] = [Math.cos(s / SIDES * 2 * Math.PI), Math.sin(s / SIDES * 2 * Math.PI)];
        const out = [side.x * c + up.x * n, side.y * c + up.y * n, side.z * c + up.z * n];
        const radius = Math.max(d, thinnest) / 2;
        position.set([x + radius * out[0], y + radius * out[1], z + radius * out[2]], 3 * v);
        normal.set(out, 3 * v);
        slot[v++] = shape.cones.compartment[i];
      }
    }
    const base = i * SIDES * 2;
    for (let s = 0; s < SIDES; s++) {
      const next = (s + 1) % SIDES;
      index.set([base + s, base + next, base + SIDES + s, base + next, base + SIDES + next, base + SIDES + s], t);
      t += 6;
    }
  }
  return { index: new THREE.BufferAttribute(index, 1), attributes: { position: new THREE.BufferAttribute(position, 3),
    normal: new THREE.BufferAttribute(normal, 3), slot: new THREE.BufferAttribute(slot, 1) } };
}

function ball(shape) {
  const sphere = new THREE.IcosahedronGeometry(Math.max(shape.diam_um[0] ?? 10, 4) / 2, 2);
  const slot = new Float32Array(sphere.attributes.position.count);
  return { index: null, attributes: { position: sphere.attributes.position, normal: sphere.attributes.normal,
    slot: new THREE.BufferAttribute(slot, 1) } };
}
