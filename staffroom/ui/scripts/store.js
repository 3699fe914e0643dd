// What this browser keeps for us. Where it may keep nothing (a private window, a full disk), nothing breaks.

export function read(store, key) {
  try {
    return JSON.parse(store().getItem(key));
  } catch {
    return null;
  }
}

export function keep(store, key, value) {
  try {
    if (value === null) store().removeItem(key);
    else store().setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export const lasting = () => localStorage;
export const passing = () => sessionStorage;
