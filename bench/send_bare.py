"""The bare client that bench/send compares with: smtplib, prebuilt messages, a process and a connection each.

Usage: send_bare.py PORT MESSAGE_FILE MAILS CONNECTIONS
"""

import multiprocessing
import smtplib
import sys


def send(port, messages, mails):
    with smtplib.SMTP("127.0.0.1", port) as server:
        for n in range(mails):
            server.sendmail("alerts@bench.example", ["s%d@bench.example" % n], messages[n % len(messages)])


def main():
    port, path, mails, connections = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    with open(path, "rb") as file:
        text = file.read().removesuffix(b".\r\n")
    head, body = text.split(b"\r\n\r\n", 1)
    messages = [head + b"\r\nX-Number: %d\r\n\r\n" % n + body for n in range(100)]
    share = mails // connections
    workers = [
        multiprocessing.Process(target=send, args=(port, messages, share)) for _ in range(connections)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        if worker.exitcode:
            sys.exit(worker.exitcode)


main()
