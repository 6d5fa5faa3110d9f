// node run.mjs FILE.wasm [INPUT]: runs a WASI program, INPUT on its stdin, its output to stdout. Offers only these two and what a
// program without arguments and files imports; anything else is a failure, because the browser would not offer it either.
import { readFile } from "node:fs/promises";
import { readFileSync, writeSync } from "node:fs";

const module = await WebAssembly.compile(await readFile(process.argv[2]));
const input = process.argv[3] ? readFileSync(process.argv[3]) : new Uint8Array();
let given = 0;
let memory;
const wasi = {
  fd_read(fd, vectors, count, read) {
    const view = new DataView(memory.buffer);
    const begin = given;
    for (let i = 0; i < count; i += 1) {
      const at = view.getUint32(vectors + 8 * i, true);
      const part = input.subarray(given, given + view.getUint32(vectors + 8 * i + 4, true));
      new Uint8Array(memory.buffer).set(part, at);
      given += part.length;
    }
    view.setUint32(read, given - begin, true);
    return 0;
  },
  fd_write(fd, vectors, count, written) {
    const view = new DataView(memory.buffer);
    let total = 0;
    for (let i = 0; i < count; i += 1) {
      const at = view.getUint32(vectors + 8 * i, true);
      const size = view.getUint32(vectors + 8 * i + 4, true);
      writeSync(fd, new Uint8Array(memory.buffer, at, size));
      total += size;
    }
    view.setUint32(written, total, true);
    return 0;
  },
  fd_close: () => 0,
  fd_seek: () => 70, // a stream cannot seek
  fd_fdstat_get(fd, at) {
    new Uint8Array(memory.buffer, at, 24).fill(0);
    new DataView(memory.buffer).setUint8(at, 2); // a character device
    return 0;
  },
  proc_exit(code) {
    process.exit(code);
  },
};
for (const { module: from, name } of WebAssembly.Module.imports(module)) {
  if (from !== "wasi_snapshot_preview1" || !(name in wasi)) {
    console.error(`the pure floors ask for ${from}.${name}: no room below floor 3 may need that`);
    process.exit(1);
  }
}
const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: wasi });
memory = instance.exports.memory;
instance.exports._start();
