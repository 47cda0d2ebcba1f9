"""Any query that can be asked, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.query import (
    AmountBetween,
    Aspect,
    Claim,
    Comparison,
    Condition,
    Counting,
    Either,
    Fact,
    Field,
    GroupBounds,
    Grouping,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsProject,
    IsReprinted,
    Measure,
    Mentions,
    Order,
    PolicyRef,
    PrintedTimes,
    Query,
    Ranked,
    SameAmountAs,
    Subject,
    ThanGroup,
    ThanMean,
    ThanProject,
    Window,
)
from bot.reading import DialogueState, Option, Seen

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
counts = st.integers(0, 10**12)
_some = st.lists(words, max_size=3).map(tuple)
_policies = st.builds(PolicyRef, st.integers(1, 9), st.sampled_from("アイウエオカキクケ"))

_flat_conditions: st.SearchStrategy[Condition] = st.one_of(
    st.builds(InDepartments, _some, st.booleans()),
    st.builds(InGoals, st.lists(st.integers(1, 9), max_size=3).map(tuple), st.booleans()),
    st.builds(InPolicies, st.lists(_policies, max_size=3).map(tuple), st.booleans()),
    st.builds(IsProject, _some, st.booleans()),
    st.builds(Mentions, _some, st.sampled_from(Field), st.booleans(), words),
    st.builds(IsNew, st.booleans()),
    st.builds(IsReprinted, st.none() | st.integers(1, 9), st.booleans()),
    st.builds(PrintedTimes, st.none() | counts, st.none() | counts, st.booleans()),
    st.builds(AmountBetween, st.none() | counts, st.none() | counts, st.booleans()),
    st.builds(ThanProject, words, st.booleans(), st.booleans()),
    st.builds(SameAmountAs, words, st.booleans()),
)
_flat_scopes = st.lists(_flat_conditions, max_size=3).map(tuple)
_window = st.builds(Window, st.integers(1, 99), st.integers(1, 99))
_sides = st.lists(st.builds(Subject, _flat_scopes, words), max_size=3).map(tuple)
conditions: st.SearchStrategy[Condition] = st.one_of(
    _flat_conditions,
    st.builds(ThanMean, st.booleans(), _flat_scopes, st.booleans()),
    st.builds(Ranked, _window, st.sampled_from(Order), _flat_scopes, st.booleans()),
    st.builds(Either, _sides, st.booleans()),
)
_scopes = st.lists(conditions, max_size=3).map(tuple)
_windows = st.none() | _window
_group_bounds = st.builds(GroupBounds, st.sampled_from(Measure), st.none() | counts, st.none() | counts)
_than_group = st.builds(
    ThanGroup,
    st.sampled_from(Measure),
    st.builds(InDepartments, st.tuples(st.text(max_size=5)), st.booleans()),
    st.booleans(),
)
_subjects = st.builds(Subject, _scopes, words, st.sampled_from(Order), _windows)
_claims = st.one_of(
    st.builds(Claim, amount=counts),
    st.builds(Claim, at_least=counts, at_most=st.none() | counts),
    st.builds(Claim, count=counts),
    st.builds(Claim, department=words),
    st.builds(Claim, project=words),
    st.builds(Claim, goal=st.integers(1, 9)),
    st.builds(Claim, new=st.booleans()),
)
queries: st.SearchStrategy[Query] = st.builds(
    Query,
    measure=st.sampled_from(Measure),
    conditions=_scopes,
    group_by=st.none() | st.sampled_from(Grouping),
    order=st.sampled_from(Order),
    window=_windows,
    having=st.none() | _group_bounds | _than_group,
    base=_scopes,
    subjects=st.lists(_subjects, max_size=2).map(tuple),
    comparison=st.sampled_from(Comparison),
    basis=st.sampled_from(Measure),
    counting=st.sampled_from(Counting),
    aspect=st.sampled_from(Aspect),
    fact=st.none() | st.sampled_from(Fact),
    claim=st.none() | _claims,
)
states: st.SearchStrategy[DialogueState] = st.builds(
    DialogueState,
    queries=st.lists(queries, max_size=2).map(tuple),
    shown=_some,
    options=st.lists(st.builds(Option, words, queries), max_size=2).map(tuple),
    seen=st.lists(st.builds(Seen, queries, _some), max_size=2).map(tuple),
    groups=st.lists(queries, max_size=2).map(tuple),
    astray=st.booleans(),
    pending=st.none() | queries,
    explained=st.none() | st.sampled_from(Fact),
)
