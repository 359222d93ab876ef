"""An organization that has accounts of its own and lets its people in elsewhere: OpenID Connect, by loopback."""

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

CLIENT, SECRET = "registry", "shared between the two"


class Organization(ThreadingHTTPServer):
    """Hands out codes to those whom `person` describes, and changes a code for a token once."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.person: dict[str, Any] = {"sub": "42", "preferred_username": "amina", "email": "amina@union.example"}
        self.audience, self.issuer = CLIENT, self.address
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []

    def agree(self, sent_to: str) -> dict[str, str]:
        """The person says yes at the address that a browser was sent to; what it brings back to the registry."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(sent_to).query).items()}
        code = f"code {len(self.codes)}"
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def token(self, form: dict[str, str]) -> dict[str, Any]:
        asked = self.codes.pop(form.get("code", ""), None)
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        known = (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        if asked is None or not known or asked["code_challenge"] != challenge:
            return {"error": "invalid_grant"}
        told = {"iss": self.issuer, "aud": self.audience, "iat": 0, "exp": 9_999_999_999, **self.person}
        signed = jwt.encode(told, "s" * 32, algorithm="HS256")
        return {"access_token": "let me in", "token_type": "Bearer", "id_token": signed}


class Answers(BaseHTTPRequestHandler):
    server: Organization

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        here = self.server.address
        known: dict[str, Any] = {
            "/.well-known/openid-configuration": {
                "issuer": here,
                "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token",
                "userinfo_endpoint": f"{here}/userinfo",
                "jwks_uri": f"{here}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
            "/userinfo": self.server.person,
        }
        self._say(known[self.path])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._say(self.server.token({name: values[0] for name, values in parse_qs(body).items()}))

    def _say(self, told: dict[str, Any]) -> None:
        body = json.dumps(told).encode()
        self.send_response(400 if "error" in told else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Tests are quiet."""


@contextmanager
def open_for_business() -> Iterator[Organization]:
    with Organization() as organization:
        thread = threading.Thread(target=organization.serve_forever)
        thread.start()
        try:
            yield organization
        finally:
            organization.shutdown()
            thread.join()
