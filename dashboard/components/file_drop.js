// A button that asks for an exported file, and the whole window as a place to drop one. The file goes to the
// server as it is; what it holds is judged there (dashboard/exports/recipe_reader.py).

// Streamlit's own uploaders, such as the one for tables, keep what is dropped on them.
const isElsewhere = (event) => event.target.closest?.("[data-testid=stFileUploaderDropzone], input[type=file]");
const bringsFiles = (event) => Array.from(event.dataTransfer?.types ?? []).includes("Files");

function makeVeil(words) {
  const veil = document.createElement("div");
  veil.className = "bil-drop-veil";
  veil.textContent = words;
  veil.hidden = true;
  document.body.append(veil);
  return veil;
}

function read(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",", 2)[1] ?? "");
    reader.onerror = () => reject(reader.error ?? new Error("it could not be read"));
    reader.readAsDataURL(file);
  });
}

export default function ({ data, parentElement, setTriggerValue }) {
  const button = parentElement.querySelector("button");
  const input = parentElement.querySelector("input");
  const status = parentElement.querySelector(".status");
  const veil = makeVeil(data.words);
  let leaving = 0;

  const take = async (file) => {
    if (!file) return;
    if (file.size > data.most) {
      setTriggerValue("file", { name: file.name, size: file.size, data: "" });
      return;
    }
    status.textContent = `Opening ${file.name} …`;
    try {
      setTriggerValue("file", { name: file.name, size: file.size, data: await read(file) });
      status.textContent = "";
    } catch (problem) {
      status.textContent = `${file.name} could not be read: ${problem.message}`;
    }
  };

  const over = (event) => {
    if (!bringsFiles(event) || isElsewhere(event)) {
      veil.hidden = true;
      return;
    }
    event.preventDefault();
    clearTimeout(leaving);
    veil.hidden = false;
    // Leaving the window is not always told; moving over it is, several times a second.
    leaving = setTimeout(() => { veil.hidden = true; }, 400);
  };
  const drop = (event) => {
    veil.hidden = true;
    if (!bringsFiles(event) || isElsewhere(event)) return;
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };

  button.onclick = () => input.click();
  input.onchange = () => {
    take(input.files[0]);
    input.value = "";
  };
  window.addEventListener("dragover", over);
  window.addEventListener("drop", drop);
  return () => {
    window.removeEventListener("dragover", over);
    window.removeEventListener("drop", drop);
    clearTimeout(leaving);
    veil.remove();
  };
}
