"""What we write as GIFT, somebody else's reader (gift-pegjs) reads as the same questions."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from factories.questions import questions
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from training.questions.formats.gift.writing import write_gift
from training.questions.formats.reading import CannotSay
from training.questions.kinds import fault_of

FOLDER = Path(__file__).parents[2] / "readers"


@pytest.fixture(scope="module")
def second_reader():
    """Return the reader as a function; says why where it is not there, which in CI is a failure."""
    if shutil.which("node") and (FOLDER / "node_modules/gift-pegjs").is_dir():
        return read
    said = "gift-pegjs is not installed: `npm ci --ignore-scripts --prefix tests/readers` (needs npm) brings it."
    return pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)


def read(text):
    done = subprocess.run(["node", "gift.js"], input=text, cwd=FOLDER, text=True, capture_output=True, check=False)
    assert done.returncode == 0, f"{done.stderr}\n{text}"
    return [item for item in json.loads(done.stdout) if item["type"] != "Category"]


def text_of(part):
    return part["text"] if part else ""


def expected(item):
    """Return a question as the other reader should tell it."""
    right = [choice["id"] in item["answer"] for choice in item["choices"]]
    feedback = [choice.get("feedback", "") for choice in item["choices"]]
    texts = [choice["text"] for choice in item["choices"]]
    about = {"title": item["code"], "stem": item["stem"], "explanation": item["explanation"], "tags": item["tags"]}
    if item["kind"] == "numeric":
        return about | {"type": "Numerical", "number": float(item["answer"][0]),
                        "range": float(item["rules"]["tolerance"])}  # fmt: skip
    if item["kind"] == "short":
        return about | {"type": "Short", "texts": item["answer"]}
    if item["kind"] == "true_false" and texts == ["True", "False"]:
        # The first is for whoever answers wrongly.
        said = [feedback[right.index(False)], feedback[right.index(True)]]
        return about | {"type": "TF", "true": right[0], "feedback": said}
    return about | {"type": "MC", "texts": texts, "right": right, "feedback": feedback}


def told(item):
    """Return what the other reader found, in the same words."""
    about = {"title": item["title"], "stem": item["stem"]["text"], "explanation": text_of(item["globalFeedback"]),
             "tags": item["tags"] or []}  # fmt: skip
    if item["type"] == "Numerical":
        return about | {"type": "Numerical", "number": item["choices"]["number"], "range": item["choices"]["range"]}
    if item["type"] == "TF":
        said = [text_of(item["trueFeedback"]), text_of(item["falseFeedback"])]
        return about | {"type": "TF", "true": item["isTrue"], "feedback": said}
    choices = item["choices"]
    texts = [choice["text"]["text"] for choice in choices]
    if item["type"] == "Short":
        return about | {"type": "Short", "texts": texts}
    right = [choice["isCorrect"] or (choice["weight"] or 0) > 0 for choice in choices]
    feedback = [text_of(choice["feedback"]) for choice in choices]
    return about | {"type": item["type"], "texts": texts, "right": right, "feedback": feedback}


@settings(max_examples=8, suppress_health_check=list(HealthCheck), deadline=None)
@given(items=st.lists(questions().filter(lambda item: not fault_of(item)), min_size=10, max_size=25))
def test_another_reader_finds_the_same_questions(second_reader, items):
    sayable = []
    for item in items:
        try:
            write_gift([item])
        except CannotSay:
            continue
        sayable.append(item)
    assert [told(item) for item in second_reader(write_gift(sayable))] == [expected(item) for item in sayable]
