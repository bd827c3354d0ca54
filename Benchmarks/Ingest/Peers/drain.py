"""Fetches all messages of INBOX over TLS and throws them away: what the wire and the server alone take.

usage: drain.py HOST PORT CA-FILE USER PASSWORD-FILE
"""
import socket
import ssl
import sys

host, port, ca, user, password_file = sys.argv[1:]
with open(password_file) as file:
    password = file.read().strip()
context = ssl.create_default_context(cafile=ca)
stream = context.wrap_socket(socket.create_connection((host, int(port))), server_hostname=host)
stream.recv(65536)


def run(tag, command):
    """Sends a command, reads to its end, and counts the octets."""
    stream.sendall(f"{tag} {command}\r\n".encode())
    end = f"\r\n{tag} ".encode()
    tail, total = b"\r\n", 0
    while True:
        piece = stream.recv(1 << 18)
        if not piece:
            sys.exit("the server closed the connection")
        total += len(piece)
        tail = (tail + piece)[-4096:]
        if end in tail and tail.endswith(b"\r\n"):
            if f"{tag} OK".encode() not in tail:
                sys.exit("the server refused: " + command.split()[0])
            return total


run("zqx1", f'LOGIN "{user}" "{password}"')
run("zqx2", "EXAMINE INBOX")
print(run("zqx3", "UID FETCH 1:* BODY.PEEK[]"), "octets")
