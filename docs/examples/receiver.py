# A receiver of Rollcall's webhooks in Python 3, without any package: SECRET=whsec_... python3 receiver.py
import base64, hashlib, hmac, json, os, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = base64.b64decode(os.environ["SECRET"].removeprefix("whsec_"))
seen = set()  # in earnest a table with a unique id, written in the transaction that does the work


def is_authentic(headers, body):
    id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > 300:
        return False
    content = f"{id}.{timestamp}.".encode() + body
    expected = base64.b64encode(hmac.new(KEY, content, hashlib.sha256).digest())
    # Several while a key is replaced: one of them has to be right.
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(part.encode(), b"v1," + expected) for part in given)


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(min(int(self.headers.get("content-length", 0)), 1_000_000))
        if not is_authentic(self.headers, body):
            return self.answer(400)
        event = json.loads(body)
        data = event["data"]
        # The same event may come twice, and says so by its id.
        if data["id"] not in seen:
            seen.add(data["id"])
            print(event["type"], data["subject"]["type"], data["subject"]["id"], flush=True)
        # Answer soon, within 15 seconds; what takes longer belongs into a queue of your own.
        self.answer(204)

    def answer(self, status):
        self.send_response(status)
        self.end_headers()


ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", 4100))), Receiver).serve_forever()
