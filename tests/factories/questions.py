"""Questions of every kind, as wild as people write them, for Hypothesis."""

from hypothesis import strategies as st

from training.questions.formats.reading import question

KINDS = ("single", "multiple", "true_false", "short", "numeric")
# Everything that means something in one of the formats, and a few scripts.
words = (
    st.text(st.sampled_from("abA1 ~=#{}:\\n%/[]->$.)\"'é中ع,;*+@"), min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
numbers = st.decimals(min_value=-1000, max_value=1000, places=2).map(str)
plain_words = st.text(st.sampled_from("abcé 1"), min_size=1, max_size=12).map(str.strip).filter(bool)


@st.composite
def questions(draw, kinds=KINDS, *, sorted_=True):
    """Return one question; `sorted_` gives it points, category, tags, difficulty and feedback as well."""
    kind = draw(st.sampled_from(kinds))
    about = {"stem": draw(words), "code": draw(words), "explanation": draw(st.just("") | words)}
    if sorted_:
        about |= {
            "points": draw(st.integers(1, 1000)),
            "category": draw(st.just("") | plain_words.map(lambda text: " ".join(text.split()))),
            "tags": draw(st.lists(plain_words, max_size=2, unique=True)),
            "difficulty": draw(st.sampled_from(["", "easy", "medium", "hard"])),
        }
    if kind == "short":
        fold = draw(st.sets(st.sampled_from(["case", "accents", "spaces"])))
        rules = {"fold": [name for name in ("case", "accents", "spaces") if name in fold]}
        return question(kind=kind, answer=draw(st.lists(words, min_size=1, max_size=3)), rules=rules, **about)
    if kind == "numeric":
        rules = {"tolerance": draw(numbers).removeprefix("-")}
        return question(kind=kind, answer=[draw(numbers)], rules=rules, **about)
    if kind == "true_false":
        choices, right = draw(st.sampled_from([["True", "False"], ["Yes", "No"]])), [draw(st.integers(0, 1))]
    else:
        choices = draw(st.lists(words, min_size=2, max_size=6, unique=True))
        places = st.sampled_from(range(len(choices)))
        right = sorted(draw(st.sets(places, min_size=1))) if kind == "multiple" else [draw(places)]
    if kind == "multiple" and draw(st.booleans()):
        about["rules"] = {"scoring": "partial"}
    feedback = {place: draw(st.just("") | words) for place in range(len(choices))} if sorted_ else {}
    return question(kind=kind, choices=choices, right=right, feedback=feedback, **about)
