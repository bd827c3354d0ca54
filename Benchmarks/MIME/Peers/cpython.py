"""CPython's `email` (policy.default) as a peer of the benchmark `mime`; the protocol is told in gmime.c."""

import email
import email.policy
import sys
import time


def read_fields(message, work):
    """The same fields, typed, that the other peers read."""
    for name in ("from", "sender", "reply-to", "to", "cc"):
        field = message[name]
        if field is not None:
            work[8] += len(getattr(field, "addresses", ()))
    if message["date"] is not None and message["date"].datetime is not None:
        work[10] += 1
    for name in ("message-id", "in-reply-to", "references"):
        if message[name] is not None:
            work[9] += str(message[name]).count("<")


def read_leaf(part, work):
    work[4] += 1
    part.get_filename()
    if part.get_content_maintype() == "text":
        try:
            text = part.get_content()
        except Exception:  # an unknown charset (LookupError) and the like: the bytes are still to be had
            text = (part.get_payload(decode=True) or b"").decode("latin-1")
        work[6] += len(text.encode("utf-8", "surrogatepass"))
    else:
        work[5] += len(part.get_payload(decode=True) or b"")


def decode(mail, work):
    message = email.message_from_bytes(mail, policy=email.policy.default)
    for part in message.walk():
        # The fields of a message itself and of one inside it; of any other part what read_leaf asks for.
        if part is message or part.get_content_maintype() == "message" and part.is_multipart():
            inner = message if part is message else part.get_payload(0)
            for _, value in inner.items():
                work[7] += len(str(value))
            read_fields(inner, work)
        if not part.is_multipart():
            read_leaf(part, work)


def main():
    mails = []
    with open(sys.argv[1], encoding="utf-8", errors="surrogateescape") as paths:
        for path in paths.read().split("\n"):
            if path:
                with open(path, "rb") as file:
                    mails.append(file.read())
    print("ready CPython-%d.%d.%d %d" % (*sys.version_info[:3], len(mails)), flush=True)
    for line in sys.stdin:
        _, step, repeat = line.split()
        # Seconds, messages, bytes, unread, leaves, leaf, text and header bytes, addresses, ids, dates.
        work = [0] * 11
        start = time.process_time()
        for _ in range(int(repeat)):
            for mail in mails[:: int(step)]:
                work[1] += 1
                work[2] += len(mail)
                try:
                    decode(mail, work)
                except Exception:  # it is not total; what it gives up on is counted, not hidden
                    work[3] += 1
        work[0] = time.process_time() - start
        print("done", *work, flush=True)


main()
