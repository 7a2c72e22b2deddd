// Reads GIFT from the standard input with somebody else's reader and writes what it found as JSON.
const { parse } = require("gift-pegjs");

process.stdout.write(JSON.stringify(parse(require("fs").readFileSync(0, "utf8"))));
