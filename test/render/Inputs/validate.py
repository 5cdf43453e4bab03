#!/usr/bin/env python3
"""Validates a document against a JSON schema: validate.py SCHEMA DOCUMENT. Needs the Debian package python3-jsonschema."""

import json
import sys

import jsonschema

with open(sys.argv[1]) as schema_file, open(sys.argv[2]) as document_file:
    schema, document = json.load(schema_file), json.load(document_file)
validator = jsonschema.validators.validator_for(schema)
validator.check_schema(schema)
errors = ["%s: %s" % ("/".join(map(str, error.absolute_path)), error.message) for error in validator(schema).iter_errors(document)]
print("\n".join(errors) or "valid")
sys.exit(bool(errors))
