#!/usr/bin/env python3
"""Time from saving one edited file to the changed page being served, for `prepbook serve` and, beside it, `hugo server`.

    benches/edit_to_page.py --questions 1000 [--edit body|title] [--edits 20] [--hugo hugo] [--prepbook target/release/prepbook]

Writes a book of that many questions (the same text in Hugo's own form) into a temporary folder, serves it on
127.0.0.1, and edits one question in place: a word of its body, or its title, which its topic's page shows. After each
edit the page is asked for every millisecond until it holds the new word. Prints the median, the least and the most.
Ends only the processes it started.
"""
import argparse
import http.client
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import tempfile
import time

WORDS = """system cache queue budget team user metric release incident test design review latency market growth
customer contract schema index partition leader retry deadline estimate interview answer framework evidence""".split()
TOPICS = [f"topic-{n}" for n in range(40)]


def sentence(dice):
    words = [dice.choice(WORDS) for _ in range(dice.randint(8, 16))]
    return " ".join(words).capitalize() + "."


def paragraph(dice):
    return " ".join(sentence(dice) for _ in range(dice.randint(4, 7)))


def questions(count):
    dice = random.Random(7)
    for number in range(count):
        title = f"{sentence(dice)[:-1]}, case {number}?"
        topics = dice.sample(TOPICS, 2)
        text = [paragraph(dice) for _ in range(4)]
        yield f"q{number:06}", title, topics, text


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def prepbook_book(root, count):
    write(f"{root}/book.toml", '[book]\ntitle = "Measured"\n')
    write(f"{root}/content/index.md", "# Measured\n\nA book to measure with.\n")
    for name, title, topics, text in questions(count):
        front = f"---\ntopics: [{', '.join(topics)}]\n---\n\n"
        write(f"{root}/content/questions/{name}.md", front + f"# {title}\n\n" + "\n\n".join(text) + "\n")
    return "content/questions/q000007.md", "/questions/q000007/", "/topics/{}/"


def hugo_book(root, count):
    write(f"{root}/hugo.toml", 'baseURL = "http://127.0.0.1/"\ntitle = "Measured"\n')
    page = "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Content }}"
    rows = "{{ range .Pages }}<p><a href='{{ .RelPermalink }}'>{{ .Title }}</a></p>{{ end }}"
    for name, text in [("single", page), ("list", page + rows), ("taxonomy", page + rows), ("term", page + rows)]:
        write(f"{root}/layouts/_default/{name}.html", text)
    for name, title, topics, text in questions(count):
        front = f'+++\ntitle = "{title}"\ntags = {topics}\n+++\n\n'
        write(f"{root}/content/questions/{name}.md", front + "\n\n".join(text) + "\n")
    return "content/questions/q000007.md", "/questions/q000007/", "/tags/{}/"


def get(port, path):
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return body if answer.status == 200 else b""
    except (OSError, http.client.HTTPException):
        return b""


def measure(name, command, root, file, page, edit, edits, port):
    path = f"{root}/{file}"
    with open(path, encoding="utf-8") as source:
        text = source.read()
    title = re.search(r'^(?:# |title = ")([^"\n]+)', text, re.M).group(1)
    word = text.rstrip().rsplit(None, 1)[1]
    with open(f"{root}/log", "wb") as log:
        process = subprocess.Popen(command, cwd=root, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    times = []
    begun = time.monotonic()
    try:
        while not get(port, page):
            if process.poll() is not None or time.monotonic() - begun > 300:
                raise SystemExit(f"{name} does not serve: {open(f'{root}/log').read()[-800:]}")
            time.sleep(0.01)
        ready = time.monotonic() - begun
        time.sleep(3)
        jitter = random.Random(5)
        for number in range(edits):
            new = f"edit{number}of{os.getpid()}"
            changed = text.replace(title, f"{title} {new}", 1) if edit == "title" else text.replace(word, f"{word} {new}", 1)
            handle = os.open(path, os.O_WRONLY | os.O_TRUNC)
            begun = time.monotonic()
            os.write(handle, changed.encode())
            os.close(handle)
            while new.encode() not in get(port, page):
                if time.monotonic() - begun > 120:
                    raise SystemExit(f"{name}: an edit is not served after 120 s")
                time.sleep(0.001)
            times.append((time.monotonic() - begun) * 1e3)
            time.sleep(1.5 + jitter.uniform(0, 0.6))  # no fixed phase against a timer of the server
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    print(f"{name:9} {edit:5} ready {ready:6.2f} s, {len(times)} edits: median {statistics.median(times):7.1f} ms, "
          f"least {min(times):7.1f} ms, most {max(times):7.1f} ms", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--questions", type=int, default=1000)
    arguments.add_argument("--edit", choices=["body", "title"], default="body")
    arguments.add_argument("--edits", type=int, default=20)
    arguments.add_argument("--port", type=int, default=18080)
    arguments.add_argument("--prepbook", default="target/release/prepbook")
    arguments.add_argument("--hugo", help="measured too, where it is named")
    given = arguments.parse_args()
    print(f"{given.questions} questions, load {os.getloadavg()[0]:.1f}", flush=True)
    port = str(given.port)
    tools = [("prepbook", prepbook_book, [os.path.abspath(given.prepbook), "serve", "--port", port])]
    if given.hugo:
        tools.append(("hugo", hugo_book, [given.hugo, "server", "--bind", "127.0.0.1", "-p", port, "--disableLiveReload",
                                          "--noBuildLock", "--baseURL", f"http://127.0.0.1:{port}/", "--appendPort=false"]))
    for name, book, command in tools:
        root = tempfile.mkdtemp(prefix="edit-to-page-")
        try:
            file, page, topic_page = book(root, given.questions)
            if given.edit == "title":
                topics = next(topics for own, _, topics, _ in questions(given.questions) if own == "q000007")
                page = topic_page.format(topics[0])
            measure(name, command, root, file, page, given.edit, given.edits, given.port)
        finally:
            shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    main()
