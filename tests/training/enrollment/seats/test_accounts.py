"""Balances are sums of movements, whatever moved."""

from hypothesis import given
from hypothesis import strategies as st

from training.enrollment.seats.accounts import MOVES, Account, Balance, balance_of


@st.composite
def histories(draw):
    """Draw movements that the chart allows and the accounts can give, after an issue of some seats."""
    bought = draw(st.integers(1, 50))
    moves = [(Account.ISSUED, Account.PENDING, bought)]
    for _turn in range(draw(st.integers(0, 25))):
        balance = balance_of(moves)
        possible = [(a, b) for a in MOVES for b in sorted(MOVES[a]) if a != Account.ISSUED and getattr(balance, a)]
        if not possible:
            break
        source, target = draw(st.sampled_from(possible))
        moves.append((source, target, draw(st.integers(1, getattr(balance, source)))))
    return bought, moves


@given(histories())
def test_what_was_bought_is_always_the_sum_of_where_the_seats_are(history):
    bought, moves = history

    balance = balance_of(moves)

    assert balance.bought == bought
    assert min(vars(balance).values()) >= 0


def test_balances_add_up():
    assert Balance(free=1, used=2) + Balance(free=3, expired=1) == Balance(free=4, used=2, expired=1)


def test_used_and_expired_seats_go_nowhere():
    assert MOVES[Account.USED] == MOVES[Account.EXPIRED] == frozenset()
