import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Answer, Kind, Project, Remark, RemarkKind, Role
from bot.presenting import money
from bot.presenting.rows import render_page, render_rows
from bot.presenting.text import blocks, render
from bot.presenting.topics import Topic, help_text, topic_text
from bot.query import Aspect, Claim, Field, Measure, Mentions, Order, Query, Window
from bot.reading import Clarify, Decline, Doubt, Greeting, Help, Option, Reading, Refusal
from tests.presenting import samples

AMOUNT = re.compile(r"\d[\d,]*\s*(?:円|千円|万|億|件|%|倍)")


def asked(answer: Answer, **changes: object) -> Answer:
    assert answer.query is not None
    query = replace(answer.query, **changes)  # type: ignore[arg-type]
    return replace(answer, query=query, reading=Reading((query,)))


def lines(answer: Answer) -> list[str]:
    return render(answer).splitlines()


def test_a_department_sum_reads_like_the_design() -> None:
    assert lines(samples.DEPARTMENT_SUM) == [
        "子育て支援部の予算",
        "28億2,172万7千円(2,821,727千円)・31事業",
        "計画全体の14.5%、19部局中3位",
        "",
        "上位の事業",
        "1. 子ども医療費助成事業 12億7,133万円",
        "2. 私立認可保育所等建設補助金 3億684万6千円",
        "3. 妊婦等相談支援給付事業 1億7,389万5千円",
        "…ほか28件",
        "",
        "読み取り: 部局 子育て支援部 / 集計 合計",
        f"出典: {samples.SOURCE.title}",
    ]


def test_a_word_list_puts_names_first_and_mentions_apart() -> None:
    assert lines(samples.WORD_LIST)[:7] == [
        "「いじめ」の事業 3件・6,148万1千円",
        "1. いじめ防止対策事業 4,302万5千円(いじめ防止対策推進部)",
        "2. いじめ問題対策推進事業 1,345万6千円(学校教育部)",
        "3. いじめ防止対策推進基金積立金【新規】 500万円(いじめ防止対策推進部)",
        "説明文に「いじめ」がある事業 2件",
        "4. スクールカウンセラー活用推進事業 1,596万7千円(学校教育部)",
        "5. 校内教育支援センター推進事業【新規】 583万2千円(学校教育部)",
    ]


def test_a_word_list_that_counts_both_kinds_says_how_many_of_each() -> None:
    figures = (samples.yen(Role.AMOUNT, 83_280), samples.number(Role.COUNT, 5))
    text = render(replace(samples.WORD_LIST, figures=figures))
    assert text.startswith("「いじめ」に関する事業 5件・8,328万円\n事業名に「いじめ」がある事業 3件\n1. ")
    assert "\n説明文に「いじめ」がある事業 2件\n4. " in text


def test_a_goal_shows_both_figures_with_their_labels() -> None:
    text = render(samples.GOAL_SUM)
    assert text.startswith("基本目標3 北北海道を舞台に")
    assert "公表資料の小計 8億5,364万1千円(853,641千円)・44行(再掲10行を含む)" in text
    assert "同じ事業を一度だけ数えると 8億1,929万3千円(819,293千円)・40事業" in text


def test_a_mend_is_said_before_anything_else() -> None:
    text = render(samples.MENDED)
    assert text.startswith("「子育て視援部」を「子育て支援部」と読みました\n\n子育て支援部の予算\n")
    assert "前の質問の条件を引き継ぎ" in text
    assert "条件に使っていない言葉: 「ちょっと」" in text


@pytest.mark.parametrize("aspect", list(Aspect))
def test_a_detail_holds_everything_whatever_aspect_is_asked(aspect: Aspect) -> None:
    text = render(asked(samples.DETAIL, aspect=aspect))
    for part in ("1億3,225万4千円(132,254千円)", "土木部", samples.SNOW.description, "4-エ-2", "4-カ-3"):
        assert text.count(part) >= 1, part
    assert text.count(samples.SNOW.description) == 1
    assert re.search(r"4-カ-3.*再掲", text)


@pytest.mark.parametrize(
    ("aspect", "lead"),
    [
        (Aspect.AMOUNT, "1億3,225万4千円(132,254千円)"),
        (Aspect.DEPARTMENT, "土木部"),
        (Aspect.PURPOSE, samples.SNOW.description),
        (Aspect.CHANGE, samples.SNOW.description),
        (Aspect.PLACES, "4-エ-2(基本目標4 施策エ 2番)"),
        (Aspect.NEWNESS, "いいえ、資料に(新)の印はありません。"),
    ],
)
def test_the_aspect_asked_decides_the_first_line(aspect: Aspect, lead: str) -> None:
    assert lines(asked(samples.DETAIL, aspect=aspect))[1] == lead


def test_a_new_project_is_marked() -> None:
    text = render(replace(samples.DETAIL, rows=(samples.WEEKEND,)))
    assert text.startswith("おやこサポートウィークエンド事業【新規】の予算")


def test_every_group_of_a_breakdown_is_shown_with_its_figure() -> None:
    text = render(samples.BREAKDOWN)
    for group in samples.BREAKDOWN.groups:
        assert f"{group.name} {money.spoken(group.amount)}・{group.count}件" in text
    assert "複数の部局に掲載されている事業(4件)" in text


def test_a_mean_of_groups_is_told_apart_from_their_sum() -> None:
    means = tuple(samples.yen(Role.GROUP, 5_000 + n, g.name) for n, g in enumerate(samples.BREAKDOWN.groups))
    answer = asked(samples.BREAKDOWN, measure=Measure.MEAN)
    text = render(replace(answer, figures=(*means, *samples.BREAKDOWN.figures)))
    assert "2. 土木部 平均 500万1千円・合計 60億1,234万5千円・12件" in text


def test_a_breakdown_of_counts_states_counts_alone() -> None:
    answer = asked(replace(samples.BREAKDOWN, figures=()), measure=Measure.COUNT)
    assert "1. 子育て支援部 31件\n2. 土木部 12件" in render(answer)


def test_the_largest_group_is_named_in_a_headline() -> None:
    assert lines(samples.TOP_DEPARTMENT)[:2] == ["事業の数がいちばん多い部局", "子育て支援部 31件"]


def test_rank_and_direction_are_said() -> None:
    assert lines(samples.RANKING)[0] == "計画全体の事業 金額の大きい順 上位3件"
    assert lines(samples.SECOND)[0] == "子育て支援部の事業のうち、金額が2番目に大きい事業"
    later = asked(samples.RANKING, window=Window(4, 6), order=Order.AMOUNT_ASC)
    assert lines(later)[0] == "計画全体の事業 金額の小さい順 4位〜6位"
    assert lines(later)[1].startswith("4. ")


def test_a_comparison_names_the_winner_and_states_each_figure() -> None:
    text = render(samples.COMPARISON)
    assert text.startswith("土木部のほうが多いです")
    assert "土木部 60億1,234万5千円(6,012,345千円)" in text
    assert "子育て支援部 28億2,172万7千円(2,821,727千円)" in text
    assert "差 31億9,061万8千円(3,190,618千円)" in text
    assert render(asked(samples.COMPARISON, order=Order.AMOUNT_ASC)).startswith("子育て支援部のほうが少ない")


def test_an_even_comparison_has_no_winner() -> None:
    even = tuple(replace(f, value=5) for f in samples.COMPARISON.figures[:2])
    assert render(replace(samples.COMPARISON, figures=even)).startswith("土木部と子育て支援部は同じです")


def test_difference_and_ratio_lead_when_asked() -> None:
    assert lines(samples.DIFFERENCE)[1] == "31億9,061万8千円(3,190,618千円)"
    assert "土木部のほうが多いです" in lines(samples.DIFFERENCE)
    assert lines(samples.TIMES)[0] == "土木部は子育て支援部の約2.13倍です"


def test_a_share_names_its_base() -> None:
    text = render(samples.SHARE)
    assert text.startswith("子育て支援部は、計画全体の14.5%です")
    assert "公表資料の合計(再掲を含む) 203億205万8千円" in text
    of_department = asked(samples.SHARE, base=samples.department("福祉保険部"))
    assert render(of_department).startswith("子育て支援部は、福祉保険部の14.5%です")


def test_averages_counts_gap_and_group_count() -> None:
    assert "約9,102万3千円(約91,023.5千円)\n合計 28億2,172万7千円(2,821,727千円) ÷ 31件" in render(
        samples.MEAN
    )
    assert lines(samples.COUNT)[:3] == ["新規事業の数", "2件", "予算の合計 2,953万9千円(29,539千円)"]
    assert lines(samples.PRINTED_COUNT)[1:4] == [
        "44行(再掲の行も数えた数)",
        "再掲の行数 10行",
        "同じ事業を一度だけ数えると 40件",
    ]
    assert lines(samples.GAP)[1] == "7億7,540万8千円(775,408千円)"
    assert lines(samples.GROUP_COUNT)[:2] == ["部局の数", "3部局"]


def test_nothing_found_is_an_answer() -> None:
    text = render(samples.ZERO)
    assert text.startswith("土木部の5,000万円超・新規事業\n該当する事業はありません(0件)")


@pytest.mark.parametrize(
    ("claim", "confirmed", "sentence"),
    [
        (Claim(department="環境部"), False, "いいえ、担当は土木部です。"),
        (Claim(department="土木部"), True, "はい、そのとおりです。担当は土木部です。"),
        (Claim(amount=132_254_000), True, "はい、そのとおりです。1億3,225万4千円(132,254千円)です。"),
        (
            Claim(amount=100_000_000),
            False,
            "いいえ、1億円ではなく、1億3,225万4千円(132,254千円)です。",
        ),
        (Claim(goal=1), False, "いいえ、掲載されているのは基本目標4です。"),
        (Claim(new=True), False, "いいえ、新規事業ではありません((新)の印がありません)。"),
        (Claim(project="除雪事業"), False, "いいえ、「雪対策事業」です。"),
    ],
)
def test_a_supposition_is_confirmed_or_corrected(claim: Claim, confirmed: bool, sentence: str) -> None:
    kind = RemarkKind.CLAIM_CONFIRMED if confirmed else RemarkKind.CLAIM_CORRECTED
    answer = asked(replace(samples.DETAIL, remarks=(Remark(kind),)), claim=claim)
    assert blocks(answer)[0] == sentence


def test_two_questions_are_answered_one_after_the_other() -> None:
    text = render(samples.TWO_QUESTIONS)
    assert text.index("(1) 子育て支援部の予算") < text.index("(2) 雪対策事業の予算")
    assert text.count("出典: ") == 1
    following = replace(samples.TWO_QUESTIONS, parts=samples.TWO_QUESTIONS.parts[1:])
    assert render(following) == text


def test_choices_are_numbered() -> None:
    text = render(samples.CLARIFY)
    assert text.startswith("「施策ア」は複数の基本目標にあります。")
    assert "1. 基本目標1 施策ア\n2. 基本目標2 施策ア" in text
    assert "もしかして\n1. 土木部" in render(samples.NOT_FOUND)


@pytest.mark.parametrize("refusal", list(Refusal))
@pytest.mark.parametrize("about", ["", "猫{year}支援部"])
def test_each_refusal_has_its_own_words_without_a_figure(refusal: Refusal, about: str) -> None:
    text = render(Answer(Kind.OUT_OF_SCOPE, Reading(Decline(refusal, about)), samples.SOURCE))
    assert not AMOUNT.search(text)
    assert text.endswith(("。", "一覧")), text
    others = {
        render(Answer(Kind.OUT_OF_SCOPE, Reading(Decline(other, about)), samples.SOURCE))
        for other in Refusal
        if other is not refusal
    }
    assert text not in others


@pytest.mark.parametrize("doubt", list(Doubt))
@pytest.mark.parametrize("about", ["", "数百{about}万"])
def test_each_doubt_asks_without_a_figure(doubt: Doubt, about: str) -> None:
    options = (Option("甲事業", Query()), Option("乙事業", Query()))
    for clarify in (Clarify(doubt, options, about), Clarify(doubt, (), about)):
        text = render(Answer(Kind.CLARIFY, Reading(clarify), samples.SOURCE, options=clarify.options))
        assert not AMOUNT.search(text)
        assert about in text
        assert ("1. 甲事業" in text) is bool(clarify.options)


@pytest.mark.parametrize("greeting", list(Greeting))
def test_greetings_help_without_a_figure(greeting: Greeting) -> None:
    text = render(Answer(Kind.HELP, Reading(Help(greeting)), samples.SOURCE))
    assert not AMOUNT.search(text)
    assert ("・部局別の合計" in text) is (greeting is not Greeting.THANKS)


def test_help_by_topic_states_no_result() -> None:
    text = help_text(samples.SOURCE)
    for topic in Topic:
        assert topic_text(topic) in text
    assert "千円(" not in text


def test_an_error_apologises() -> None:
    assert "申し訳ありません" in render(Answer(Kind.ERROR, Reading(()), samples.SOURCE))


def test_a_true_zero_is_told_whatever_its_kind() -> None:
    text = render(replace(samples.ZERO, kind=Kind.NOT_FOUND, figures=()))
    assert "該当する事業はありません(0件)" in text
    assert "読み取り: 部局 土木部 / 条件 5,000万円超・新規" in text


def test_the_printed_gap_is_told_whatever_its_kind() -> None:
    assert render(replace(samples.GAP, kind=Kind.COMPARISON)) == render(samples.GAP)


def test_of_two_totals_the_one_supposed_is_confirmed() -> None:
    remarks = (Remark(RemarkKind.CLAIM_CONFIRMED),)
    printed = asked(replace(samples.GOAL_SUM, remarks=remarks), claim=Claim(amount=853_641_000))
    assert blocks(printed)[0].startswith("はい、そのとおりです。公表資料の小計(再掲を含む)は8億5,364万1千円")
    rough = asked(replace(samples.DEPARTMENT_SUM, remarks=remarks), claim=Claim(amount=2_800_000_000))
    assert blocks(rough)[0] == (
        "はい、おおよそそのとおりです。正確には、28億2,172万7千円(2,821,727千円)です。"
    )


def test_what_is_far_off_is_never_affirmed() -> None:
    remarks = (Remark(RemarkKind.CLAIM_CONFIRMED),)
    far = asked(replace(samples.DEPARTMENT_SUM, remarks=remarks), claim=Claim(amount=2_000_000_000))
    assert blocks(far)[0] == "資料では、28億2,172万7千円(2,821,727千円)です。"


def test_a_query_for_what_is_gone_says_so() -> None:
    query = samples.DETAIL.query or Query()
    answer = Answer(Kind.NOT_FOUND, Reading((query,)), samples.SOURCE, query)
    assert "見つかりませんでした" in render(answer)


def test_only_mentions_are_headed_as_such() -> None:
    query = Query(Measure.LIST, (Mentions(("相談",), Field.ANY, label="相談"),))
    answer = samples.answer(Kind.LIST, query, rows=(samples.SNOW, samples.ROOMS), mentions_from=0)
    assert "説明文に「相談」がある事業 2件" in render(answer)
    single = replace(answer, rows=(samples.SNOW,))
    assert samples.SNOW.description in render(single)


def test_answers_fit_a_message() -> None:
    for name, answer in samples.ALL.items():
        assert len(render(answer)) <= 4096, name


@given(st.integers(0, 40), st.integers(1, 12), st.one_of(st.none(), st.integers(0, 40)))
def test_pages_together_show_every_row_once_in_order(count: int, size: int, split: int | None) -> None:
    rows = tuple(samples.project(f"1-ア-{n}", f"甲{n}事業", "総務部", n) for n in range(1, count + 1))
    query = Query(Measure.LIST, (Mentions(("甲",), label="甲"),))
    split = None if split is None else min(split, count)
    answer = samples.answer(Kind.LIST, query, rows=rows, mentions_from=split)
    pages = [render_page(answer, start, size) for start in range(0, count, size)]
    numbered = [line for page in pages for line in page.splitlines() if not line.startswith("説明文")]
    assert numbered == render_rows(rows, 0, count).splitlines()
    assert [int(line.split(".")[0]) for line in numbered] == list(range(1, count + 1))


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_wording_of_a_table_can_be_shown(name: str, department: str) -> None:
    row = Project("1-ア-1", name, department, 5, name, False, ())
    answer = replace(samples.DETAIL, rows=(row,), figures=(samples.yen(Role.AMOUNT, 5, name),), remarks=())
    assert "5千円" in render(answer)
