// Puts the recipe of a view into a PNG or an SVG that the browser has just drawn, so that the file finds its way
// back: dropped on the dashboard, or given to `bilateral export --recipe FILE`. Plain functions, no imports.
// The readers are dashboard/exports/recipe_reader.py; the formats are told in dashboard/exports/browser.py.

// CRC-32 as the PNG specification defines it (polynomial 0xEDB88320, reflected), a table of 256 entries.
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

// A PNG chunk: length of the body, type, body, CRC of type and body; numbers are big-endian.
function pngChunk(type, body) {
  const chunk = new Uint8Array(body.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length);
  for (let i = 0; i < 4; i += 1) chunk[4 + i] = type.charCodeAt(i);
  chunk.set(body, 8);
  view.setUint32(8 + body.length, crc32(chunk.subarray(4, 8 + body.length)));
  return chunk;
}

// An iTXt body: keyword, NUL, "not compressed", method, empty language NUL, empty translated keyword NUL, UTF-8 text.
function textChunk(keyword, text) {
  const head = new TextEncoder().encode(keyword);
  const tail = new TextEncoder().encode(text);
  const body = new Uint8Array(head.length + 5 + tail.length);
  body.set(head, 0);
  body.set(tail, head.length + 5);
  return pngChunk("iTXt", body);
}

// Returns the PNG (Uint8Array) with the recipe, a title, a description and its size in print, behind IHDR.
// `words` is the payload of browser_payload(): {keyword, recipe, title, alt}; `scale` is pixels per CSS pixel.
export function embedInPng(png, words, scale) {
  const size = new Uint8Array(9);
  const perMetre = Math.round((96 / 0.0254) * scale);
  const view = new DataView(size.buffer);
  view.setUint32(0, perMetre);
  view.setUint32(4, perMetre);
  size[8] = 1; // the unit is the metre
  const added = [pngChunk("pHYs", size), textChunk(words.keyword, words.recipe)];
  if (words.title) added.push(textChunk("Title", words.title));
  if (words.alt) added.push(textChunk("Description", words.alt));
  const behindHeader = 8 + 12 + 13; // signature, then IHDR: 12 bytes around a body of 13
  const parts = [png.subarray(0, behindHeader), ...added, png.subarray(behindHeader)];
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function escapeXml(text) {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

// Returns the SVG text with title, description and recipe behind its opening tag, and fallbacks behind each font
// family that names no generic one. `words` is the payload: {namespace, recipe, title, alt, fonts}.
export function embedInSvg(svg, words) {
  const generic = /\b(sans-serif|serif|monospace|system-ui)\s*$/;
  const named = svg.replace(/(font-family:\s*|font-family=")((?:&(?:quot|apos|#\d+);|[^;"])*)/g, (all, key, families) =>
    !families.trim() || generic.test(families) ? all : `${key}${families.trim()}, ${words.fonts}`,
  );
  return named.replace(/<svg\b[^>]*>/, (tag) => {
    const opening = / role=/.test(tag) ? tag : `<svg role="img"${tag.slice(4)}`;
    return (
      `${opening}<title>${escapeXml(words.title)}</title><desc>${escapeXml(words.alt)}</desc>` +
      `<metadata><bilateral:recipe xmlns:bilateral="${words.namespace}">${escapeXml(words.recipe)}` +
      `</bilateral:recipe></metadata>`
    );
  });
}
