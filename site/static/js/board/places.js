// Places made of other places.

import { placeOf } from "./store.js";

// Two sessions change room and start; each keeps its length.
export function swap(one, other) {
  return [
    { ...placeOf(one), room: other.room, start: other.start },
    { ...placeOf(other), room: one.room, start: one.start },
  ];
}
