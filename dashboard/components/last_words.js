// A click on the way to another page waits until a run has taken up the field that it leaves (last_words.py).

// What is searched for is sent while it is typed; the fields of a form are sent by its button alone.
const FIELD = "[data-testid=stTextArea] textarea, [data-testid=stTextInput] input:not([type=search])";
const WAY = "[data-testid=stSidebarNavLink], [data-testid=stPageLink-NavLink]";
const REST_MS = 250;
const LONGEST_MS = 8000;

export default function () {
  const app = document.querySelector("[data-testid=stApp]");
  const isRunning = () => app.dataset.testScriptState !== "notRunning";
  let before = null;
  let owed = null;
  let resting;

  const note = (event) => {
    if (event.target.matches?.(FIELD) && !event.target.closest("[data-testid=stForm]")) before = event.target.value;
  };
  const sent = (event) => {
    if (event.key === "Enter" && (event.target.tagName === "INPUT" || event.ctrlKey || event.metaKey)) leave(event);
  };
  const leave = ({ target }) => {
    if (before === null || !target.matches?.(FIELD) || target.value === before) return;
    before = target.value;
    clearTimeout(resting);
    owed = { isTaken: isRunning(), until: Date.now() + LONGEST_MS };
  };
  const follow = () => {
    if (!owed) return;
    clearTimeout(resting);
    if (isRunning()) owed.isTaken = true;
    else if (owed.isTaken) resting = setTimeout(() => { owed = null; }, REST_MS);
  };
  const hold = (event) => {
    const way = event.target.closest?.(WAY);
    if (!way || !owed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    way.style.cursor = "progress";
    const timer = setInterval(() => {
      if (owed && Date.now() < owed.until) return;
      clearInterval(timer);
      owed = null;
      way.style.cursor = "";
      way.click();
    }, 50);
  };

  const watcher = new MutationObserver(follow);
  watcher.observe(app, { attributes: true, attributeFilter: ["data-test-script-state"] });
  const listeners = { focusin: note, focusout: leave, keydown: sent, click: hold };
  for (const [name, listener] of Object.entries(listeners)) window.addEventListener(name, listener, true);
  return () => {
    watcher.disconnect();
    for (const [name, listener] of Object.entries(listeners)) window.removeEventListener(name, listener, true);
  };
}
