"""Whether a file of casebook is whole and unchanged: python verify_download.py FILE [SIDECAR]

The sidecar is what the address of the file answers with .meta.json behind its path. Needs Python alone.
"""

import hashlib
import json
import pathlib
import sys

file = pathlib.Path(sys.argv[1])
sidecar = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else f"{file}.meta.json")
said, content = json.loads(sidecar.read_text(encoding="utf-8")), file.read_bytes()
public = said.get("public_version") or {}
version = f"{public['version']} (public)" if public else f"{said['version']} (of the data)"
if len(content) != said["bytes"]:
    sys.exit(f"{file}: {len(content)} of {said['bytes']} bytes: it was cut, or is another file")
if hashlib.sha256(content).hexdigest() != said["sha256"]:
    sys.exit(f"{file}: changed since it was downloaded, or of another version than {version}")
sys.stdout.write(f"{file}: whole and unchanged, version {version}, {said['rows']} rows\n")
