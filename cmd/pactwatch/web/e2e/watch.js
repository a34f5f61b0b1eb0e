// watch runs before anything of the page does and notes what must not happen.
window.__watched = [];
for (const name of ["alert", "confirm", "prompt", "print", "open", "fetch", "eval"])
  window[name] = (...args) => { window.__watched.push(name + "(" + args.join() + ")"); };
addEventListener("error", e => window.__watched.push("error: " + (e.message || (e.target && e.target.outerHTML))), true);
addEventListener("unhandledrejection", e => window.__watched.push("rejection: " + e.reason));
document.addEventListener("securitypolicyviolation", e => window.__watched.push("policy: " + e.violatedDirective + " " + e.blockedURI + " " + e.sample));
for (const name of ["error", "warn"])
  console[name] = (...args) => { window.__watched.push("console." + name + ": " + args.join(" ")); };
