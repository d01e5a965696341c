"""Reads a feed as strictly as RFC 4287 has it: atoma refuses what lacks a part."""

import sys

import atoma

feed = atoma.parse_atom_file(sys.argv[1])
entries = [(entry.id_, entry.updated) for entry in feed.entries]
assert len(entries) > 20 and len(set(entries)) == len(entries), entries
assert feed.updated == max(updated for _, updated in entries), feed.updated
print(f"{len(entries)} entries: 0 problems")
