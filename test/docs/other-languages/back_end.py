"""A back end, written only from docs/other-languages.md, with nothing but the standard library of Python."""

import datetime
import gzip
import hashlib
import hmac
import json
import os
import re
import secrets
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# the block of the page
from webhook_signature import has_token, is_signed

SERVICE = os.environ["SERVICE"]
CLIENT = {"client_id": os.environ["CLIENT_ID"], "client_secret": os.environ["CLIENT_SECRET"]}
WEBHOOK_SECRETS = os.environ["WEBHOOK_SECRETS"].split(",")

MAX_BODY = 16_384
MAX_WEBHOOK = 32 * 1024 * 1024

USERS = {"ann", "bob"}
TOKENS = json.loads(os.environ.get("TOKENS", "{}"))
USER_IDS = {}
ATTEMPTS = {}
DELIVERIES = set()
EVENTS = []

REMEDIES = {
    **dict.fromkeys(
        ["wrongpass", "additionalInformationNeeded", "SCARequired", "decoupled", "webauthRequired"],
        ("user", "reconnect"),
    ),
    "passwordExpired": ("user", "visit-bank-then-reconnect"),
    "actionNeeded": ("user", "visit-bank"),
    **dict.fromkeys(["websiteUnavailable", "rateLimiting", "validating"], ("nobody", "wait")),
    "notSupported": ("nobody", "none"),
    "bug": ("provider", "wait"),
}


class Refused(Exception):
    def __init__(self, status, error):
        super().__init__(error)
        self.status = status
        self.error = error


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect)


def call(method, path, token=None, body=None):
    """Calls the service. Returns the status and the answer."""
    headers = {"Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None
    if body is not None:
        headers["Content-Type"] = "application/json"
        data = json.dumps(body).encode()
    request = urllib.request.Request(f"{SERVICE}/2.0/{path}", data, headers, method=method)
    try:
        with OPENER.open(request, timeout=8) as response:
            return response.status, json.loads(response.read() or b"{}")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"{}")


def works(answer):
    status, body = answer
    if status == 401 and body.get("code") == "unauthorized":
        raise Refused(409, "token-refused")
    if status >= 400:
        raise Refused(502, "service-failed")
    return body


def owner_of(user):
    return hmac.digest(CLIENT["client_secret"].encode(), f"owner {user}".encode(), hashlib.sha256).hex()


def code_for(user):
    token = TOKENS.get(user)
    return works(call("GET", "auth/token/code?type=singleAccess", token))["code"] if token else None


def save_code(user, code):
    token = TOKENS.get(user)
    if token and call("GET", "users/me", token)[0] == 200:
        raise Refused(409, "token-exists")
    status, answer = call("POST", "auth/token/access", body={**CLIENT, "code": code})
    if 400 <= status < 500:
        raise Refused(422, "code-refused")
    token = works((status, answer))["access_token"]
    TOKENS[user] = token
    USER_IDS[str(works(call("GET", "users/me", token))["id"])] = user


def iso(date):
    return date.replace(" ", "T") + "Z" if date else None


def remedy_of(state, last_update="", message=None, sources=()):
    if not state:
        kind = "first-sync" if last_update is None else "none"
        remedy = {"kind": kind, "who": "nobody", "action": "wait" if kind == "first-sync" else "none"}
    elif state in REMEDIES:
        who, action = REMEDIES[state]
        remedy = {"kind": "known", "error": state, "who": who, "action": action}
        hidden = {"webauthRequired", "rateLimiting", "validating", "notSupported", "bug"}
        if message and state not in hidden and "://" not in message:
            remedy["message"] = message
    else:
        remedy = {"kind": "unknown", "error": state, "who": "unknown", "action": "unknown"}
    ends = [source["access_expire"] for source in sources if source.get("access_expire") and not source.get("disabled")]
    if ends:
        first = min(ends)
        remedy["consentEndsAt"] = iso(first)
        end = datetime.datetime.fromisoformat(first).replace(tzinfo=datetime.timezone.utc)
        if end - datetime.datetime.now(datetime.timezone.utc) < datetime.timedelta(days=14):
            remedy["consentEndsSoon"] = True
    return remedy


def summary_of(connection, every):
    accounts = [one for one in connection["accounts"] if not one.get("disabled") and not one.get("deleted")]
    state, last_update = connection["state"] or None, connection["last_update"]
    return {
        "id": str(connection["id"]),
        "bank": {"name": connection["connector"]["name"], "color": connection["connector"]["color"]},
        "remedy": remedy_of(state, last_update, connection.get("error_message"), connection["sources"]),
        "accounts": {
            "count": len(accounts),
            "errors": [
                {"name": one["name"], "error": one["error"], "remedy": remedy_of(one["error"])}
                for one in accounts
                if one.get("error")
            ],
        },
        "createdAt": iso(connection.get("created")),
        "updatedAt": iso(last_update),
        "nextTryAt": iso(connection.get("next_try")),
        "isFetching": state is None and last_update is None and connection.get("active") is not False,
        "sources": [
            {"state": one.get("state")}
            for one in connection["sources"]
            if not one.get("disabled") and not one.get("deleted")
        ],
        "sameBankAs": [
            str(other["id"])
            for other in every
            if other["id"] != connection["id"] and other["id_connector"] == connection["id_connector"]
        ],
    }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=None, headers=()):
        data = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        if status >= 400:
            # the body may not have been read
            self.send_header("Connection", "close")
        if data:
            self.send_header("Content-Type", "application/json")
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def user(self):
        session = SimpleCookie(self.headers.get("Cookie", "")).get("session")
        return session.value if session and session.value in USERS else None

    def signed_in(self):
        user = self.user()
        if not user:
            raise Refused(401, "signed-out")
        return user

    def origin(self):
        return f"http://{self.server.server_address[0]}:{self.server.server_address[1]}"

    def check(self):
        """Refuses what a page of another site sends."""
        site = self.headers.get("Sec-Fetch-Site")
        origin = self.headers.get("Origin")
        if site is not None and site != "same-origin":
            raise Refused(403, "cross-site")
        if site is None and origin is not None and origin != self.origin():
            raise Refused(403, "cross-site")

    def body(self):
        if self.headers.get("Content-Type", "").split(";")[0].strip().lower() != "application/json":
            raise Refused(415, "unsupported-content-type")
        size = int(self.headers.get("Content-Length") or 0)
        if size > MAX_BODY:
            raise Refused(413, "too-large")
        try:
            body = json.loads(self.rfile.read(size))
        except ValueError:
            raise Refused(400, "invalid-json") from None
        if not isinstance(body, dict):
            raise Refused(400, "invalid-json")
        return body

    def is_navigation(self):
        early = " ".join(self.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"))
        return (
            self.headers.get("Sec-Fetch-Dest", "document") == "document"
            and self.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
            and not re.search("prefetch|prerender|preview", early, re.I)
        )

    def respond(self):
        path, _, query = self.path.partition("?")
        _, _, route, *rest = [*path.split("/"), "", ""]
        key = (self.command, route)
        try:
            if path == "/events":
                self.answer(200, {"events": EVENTS, "tokens": len(TOKENS)})
            elif path.startswith("/webhooks/"):
                self.webhook(path)
            elif key == ("GET", "start"):
                self.start(rest[0], query)
            elif key == ("GET", "return"):
                self.land(query)
            elif key not in ROUTES:
                raise Refused(404 if route not in {name for _, name in ROUTES} else 405, "unknown-route")
            else:
                self.check()
                body = self.body() if self.command == "POST" else {}
                ROUTES[key](self, self.signed_in(), body, rest[0])
        except Refused as refusal:
            self.answer(refusal.status, {"error": refusal.error})

    do_GET = do_POST = do_DELETE = respond

    def code(self, user, _body, _id):
        self.answer(200, {"code": code_for(user), "owner": owner_of(user)})

    def token(self, user, body, _id):
        owner = body.get("owner")
        if owner is not None and not hmac.compare_digest(str(owner).encode(), owner_of(user).encode()):
            raise Refused(409, "other-owner")
        if not isinstance(body.get("code"), str):
            raise Refused(400, "missing-code")
        save_code(user, body["code"])
        self.answer(204)

    def list(self, user, _body, _id):
        token = TOKENS.get(user)
        found = works(call("GET", "users/me/connections?expand=connector,sources,accounts", token)) if token else {}
        every = found.get("connections", [])
        self.answer(
            200,
            {"connections": [summary_of(connection, every) for connection in every]},
            [("Cache-Control", "private, no-store")],
        )

    def own_path(self, user, connection_id):
        token = TOKENS.get(user)
        if not token or not re.fullmatch("[0-9]+", str(connection_id)):
            raise Refused(404, "unknown-connection")
        return token, f"users/me/connections/{connection_id}"

    def disconnect(self, user, _body, connection_id):
        token, path = self.own_path(user, connection_id)
        answer = call("DELETE", path, token)
        if answer[0] == 404:
            raise Refused(404, "unknown-connection")
        works(answer)
        self.answer(204)

    def refresh(self, user, body, _id):
        token, path = self.own_path(user, body.get("connectionId"))
        answer = call("GET", path, token)
        if answer[0] == 404:
            raise Refused(404, "unknown-connection")
        if "reconnect" in remedy_of(works(answer)["state"] or None)["action"]:
            raise Refused(409, "action-needed")
        answer = call("PUT", path, token)
        if answer[0] != 409:
            works(answer)
        self.answer(202, {})

    def start(self, flow, query):
        if not self.is_navigation():
            return self.answer(204)
        given = dict(urllib.parse.parse_qsl(query))
        return_to = given.pop("return_to", "/")
        given.pop("language", None)
        taken = {"connect": {"max_connections", "connector_ids"}, "reconnect": {"connection_id"}, "manage": set()}
        is_path = re.fullmatch(r"/(?!/)[^\\\x00-\x1f]*", return_to)
        if flow not in taken or not given.keys() <= taken[flow] or not is_path:
            raise Refused(400, "refused")
        user = self.user()
        if not user:
            return self.answer(303, None, [("Location", "/sign-in?next=" + urllib.parse.quote(self.path, safe=""))])
        code = code_for(user)
        state = secrets.token_urlsafe(24)
        ATTEMPTS[state] = {"flow": flow, "user": user, "time": time.time(), "return_to": return_to, "used": False}
        sent = {"client_id": CLIENT["client_id"], "redirect_uri": f"{self.origin()}/api/return", "state": state, **given}
        if code:
            sent["code"] = code
        address = f"{SERVICE}/2.0/auth/webview/{flow}?{urllib.parse.urlencode(sent, quote_via=urllib.parse.quote)}"
        return self.answer(303, None, [("Location", address)])

    def land(self, query):
        if not self.is_navigation():
            return self.answer(204)
        pairs = urllib.parse.parse_qsl(query, keep_blank_values=True)
        given = dict(pairs)
        if len(given) != len(pairs):
            raise Refused(400, "malformed")
        attempt = ATTEMPTS.get(given.get("state", ""))
        if not attempt or attempt["user"] != self.user() or time.time() - attempt["time"] > 3600:
            return self.go("/", "unverified")
        if "error" in given:
            stopped = given["error"] in ("access_denied", "tos_declined")
            return self.go(attempt["return_to"], "cancelled" if stopped else "failed")
        if attempt["flow"] == "connect" and "connection_id" not in given:
            return self.go(attempt["return_to"], "incomplete")
        if not attempt["used"] and "code" in given:
            save_code(attempt["user"], given["code"])
        attempt["used"] = True
        return self.go(attempt["return_to"], "success")

    def go(self, path, result):
        headers = [("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer")]
        self.answer(303, None, [("Location", f"{path}?result={result}"), *headers])

    def webhook(self, path):
        size = int(self.headers.get("Content-Length") or 0)
        if size > MAX_WEBHOOK:
            raise Refused(413, "too-large")
        raw = self.rfile.read(size)
        bearer = self.headers.get("BI-Signature") is None
        if not bearer and not is_signed(WEBHOOK_SECRETS, path, self.headers, raw):
            raise Refused(401, "wrong-signature")
        payload = json.loads(gzip.decompress(raw) if self.headers.get("Content-Encoding") == "gzip" else raw)
        event = path.rsplit("/", 1)[1]
        if bearer:
            names = event.startswith("USER_")
            user_id = payload.get("user", {}).get("id") or payload.get("id_user") or (names and payload.get("id"))
            user = USER_IDS.get(str(user_id))
            if user and not has_token(TOKENS[user], self.headers):
                raise Refused(401, "wrong-token")
            if not user:
                return self.answer(204)
        if payload["id_webhook_data"] not in DELIVERIES:
            DELIVERIES.add(payload["id_webhook_data"])
            EVENTS.append(event)
        return self.answer(204)


ROUTES = {
    ("POST", "code"): Handler.code,
    ("POST", "token"): Handler.token,
    ("GET", "connections"): Handler.list,
    ("DELETE", "connections"): Handler.disconnect,
    ("POST", "refresh"): Handler.refresh,
}

if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1])
    sys.stdout.flush()
    server.serve_forever()
