"""Programme files: the sample, and a small one to spoil."""

import copy
import json
from pathlib import Path

SAMPLE_FILE = Path(__file__).parents[2] / "home/demo/sample_programme.json"
CANARIES = ("Testwell", "Canary Ridge", "-private@example.invalid")


def sample():
    """The sample programme as shipped."""
    return json.loads(SAMPLE_FILE.read_text())


def small(**conference):
    """A programme of two days with one room, two speakers and two sessions."""
    return {
        "conference": {
            "name": "Small Conference 2028",
            "start_date": "2028-03-11",
            "end_date": "2028-03-12",
            "timezone": "America/New_York",
            **conference,
        },
        "access_levels": [{"code": "open", "label": "All"}, {"code": "sworn_only", "label": "Sworn"}],
        "credit_types": [{"code": "APA", "name": "Psychologists", "unit_minutes": 60, "step_minutes": 15}],
        "rooms": [{"code": "R1", "name": "Room One", "capacity": 50}],
        "tracks": [{"code": "T1", "name": "Track One"}],
        "speakers": [
            {"id": "sp1", "name": "Ana Ruiz", "publish_name": True, "publish_organization": True},
            {"id": "sp2", "name": "Secret Person", "publish_name": False, "public_label": "Name withheld"},
        ],
        "sessions": [session("A1"), session("A2", start="14:00", end="15:00")],
    }


def session(code, **fields):
    """A public session on the first day."""
    values = {
        "code": code,
        "type": "breakout",
        "day": 1,
        "date": "2028-03-11",
        "start": "10:00",
        "end": "11:00",
        "room": "R1",
        "title": f"Session {code}",
        "track": "T1",
        "audience": "open",
        "visibility": "public",
        "speakers": [{"id": "sp1", "role": "lead"}],
        "ce": {"minutes": 60, "hours": 1.0, "types": ["APA"]},
        "capacity": 50,
    }
    return {**values, **fields}


def with_session(**fields):
    """The small programme whose first session is spoiled or changed."""
    data = small()
    data["sessions"][0] = {**data["sessions"][0], **fields}
    return copy.deepcopy(data)
