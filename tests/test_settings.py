"""Settings from the environment."""

import pytest

from assistant.settings import Settings, SettingsError


def test_nothing_set_is_the_default() -> None:
    assert Settings.from_env({}) == Settings()


def test_values_are_read_by_their_type() -> None:
    env = {
        "PINCITE_MODEL": "ollama:x",
        "PINCITE_CANDIDATES": "20",
        "PINCITE_MIN_CONFIDENCE": "0.2",
        "PINCITE_READER": "no",
    }
    assert Settings.from_env(env) == Settings(model="ollama:x", candidates=20, min_confidence=0.2, reader=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PINCITE_CANDIDATES", "many"),
        ("PINCITE_CANDIDATES", "0"),
        ("PINCITE_MIN_CONFIDENCE", "2"),
        ("PINCITE_READER", "perhaps"),
        ("PINCITE_TIMEOUT_S", "-1"),
        ("PINCITE_TIMEOUT_S", "nan"),
    ],
)
def test_a_bad_value_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as error:
        Settings.from_env({name: value})
    assert value in str(error.value)


def test_there_are_at_most_ten_settings() -> None:
    assert len(Settings.__dataclass_fields__) <= 10
