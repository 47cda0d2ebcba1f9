"""More about the one project that was talked about: 「担当は?」「今年どこか増えるの?」「いつから?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.japanese import key
from bot.query import (
    AmountBetween,
    Aspect,
    Claim,
    InDepartments,
    IsNew,
    IsProject,
    IsReprinted,
    Measure,
    Query,
)
from bot.reading import Clarify, Decline, DialogueState, Refusal
from bot.understanding.asking.one_project import asks_where, aspect_of, value_missing
from bot.understanding.draft import Draft
from bot.understanding.following.common import OF_THE_LIST, reread, single_project
from bot.understanding.following.its_cost import asks_of_its_name, item_of_its_cost
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.options import project_options
from bot.understanding.pool import select
from bot.understanding.spans import Amount, Goals, Policies, Words


def _asks_for_a_value(draft: Draft, project: str, lexicon: Lexicon) -> bool:
    """「その工事っていつから?」: a value that the project's text gives, of words that stand in it."""
    frame = draft.frame
    if not frame.has(*lexicon.vocabulary.values) or value_missing(frame, project, lexicon):
        return False
    words = [item.meaning.words for item in frame.of(Words) if isinstance(item.meaning, Words)]
    spoken_of = not words or any(project in lexicon.matching(said) for said in words)
    return spoken_of and all(item.is_a(Words) for item in frame.items)


def as_same_project(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「今年どこか増えるの?」 after one project: its text is the best answer there is."""
    frame = draft.frame
    project = single_project(last, state)
    if project is None or frame.refusals or draft.trouble is None:
        return None
    if _ANYTHING_NEW.match(frame.said()):  # 「今年度新しくできる制度って何」
        return reread(draft, Query(Measure.DETAIL, (IsProject((project,)),), aspect=Aspect.CHANGE))
    if _asks_for_a_value(draft, project, lexicon):
        return reread(draft, Query(Measure.DETAIL, (IsProject((project,)),), aspect=Aspect.PURPOSE))
    match frame.items:
        case (Item(meaning=Amount(value)),) if value.exact and _supposes(frame):  # 「11,226円しかないの?」
            claim = Claim(amount=value.said)
            return reread(draft, Query(Measure.DETAIL, (IsProject((project,)),), claim=claim))
    if frame.items:
        return None
    if not (frame.has("that", "detail", "change", "department_asked", "places_asked") or not frame.unknown):
        return None
    return reread(draft, Query(Measure.DETAIL, (IsProject((project,)),), aspect=aspect_of(frame)))


def as_change_of_it(draft: Draft, state: DialogueState, last: Query) -> Draft | None:
    """「預け先は今年増えますか?」 after 病児保育: of the project talked about, where a word for it is not the table's."""
    project = single_project(last, state)
    options = draft.trouble.options if isinstance(draft.trouble, Clarify) else ()
    meant = any(option.query.conditions == (IsProject((project,)),) for option in options if project)
    changes = draft.frame.has("change") or bool(_GROWS.search(draft.frame.said()))
    if project is None or not meant or not changes or draft.scope:
        return None
    return reread(draft, Query(Measure.DETAIL, (IsProject((project,)),), aspect=Aspect.CHANGE))


_GROWS = re.compile("(?:増え|ふえ|広が|拡大|新しくな)[ぁ-ゖ]{1,4}[?]*$")


def as_where_printed(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「それ目標3と4のどっちに載ってるの?」「目標4にも載ってる?」: where the one project talked about is printed."""
    frame, text = draft.frame, draft.frame.said()
    project = single_project(last, state)
    of_places = bool(frame.items) and all(item.is_a(Goals, Policies) for item in frame.items)
    elsewhere = frame.has("places_asked", "printed_at") and _BESIDES.search(text)
    said = elsewhere or frame.has("printed_at") or (frame.has("that") and _IS_IT_THERE.search(text))
    if project is None or not of_places or not said or _OF_SEVERAL.search(_BESIDES.sub("", text)):
        return None
    if not (asks_where(frame) or _IS_IT_THERE.search(text) or elsewhere):
        return None
    return reread(draft, Query(Measure.DETAIL, (IsProject((project,)),), aspect=Aspect.PLACES))


_BESIDES = re.compile(
    "(?:ほか|他|以外)(?:に|で|には|では)(?:は|も|、)?(?:どこ|どの)"
)  # 「3-アのほかにどこに載ってる?」
_OF_SEVERAL = re.compile("事業|もの|やつ|何|どれ|いくつ|他|ほか")
_IS_IT_THERE = re.compile(
    "に(?:も|は)?(?:載って|のって|出て|入って|載せて|掲載|登場|ある|あり)[ぁ-ゖ]{0,4}(?:の|か)?[?]+$"
)


def as_about_one(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「それは新規ですよね?」「なんていう学校を応援してるの?」: of the one project that was talked about."""
    frame = draft.frame
    looked_at = last.measure in {Measure.DETAIL, Measure.RANK, Measure.SHARE} or last.window
    one = state.shown[0] if len(state.shown) == 1 and looked_at else None
    ranked = draft.query is not None and draft.query.window is not None
    if one and last.window and OF_THE_LIST.search(frame.said()):
        return None  # 「そのうち新規は?」: of what it is the first of
    if one and last.window and frame.has("instead"):
        return None  # 「新規では?」 after the largest: the largest new one
    asked = bool(_IS_IT_NEW.search(frame.said()))
    of_it = asked or "事業" not in frame.said()
    several = frame.has("count", "total", "together", "all_of", "only")
    if one and draft.scope == (IsNew(),) and of_it and not ranked and not several:
        asked = asked or frame.has("confirm", "newness_asked")
        aspect = Aspect.NEWNESS if asked or "新規" in frame.said() else Aspect.CHANGE
        claim = Claim(new=True) if frame.has("confirm") else None
        return reread(draft, Query(Measure.DETAIL, (IsProject((one,)),), aspect=aspect, claim=claim))
    about = single_project(last, state)
    if about and _ANYTHING_NEW.match(frame.said()) and of_it:
        return reread(draft, Query(Measure.DETAIL, (IsProject((about,)),), aspect=Aspect.CHANGE))
    if about and draft.scope == (IsReprinted(),) and _IS_IT_REPRINTED.fullmatch(frame.said()):
        return reread(draft, Query(Measure.DETAIL, (IsProject((about,)),), aspect=Aspect.PLACES))
    if about and draft.query and asks_of_its_name(frame, about, lexicon):
        return reread(draft, Query(Measure.DETAIL, (IsProject((about,)),)))
    item_of_it = item_of_its_cost(frame, lexicon) if about else ""
    if about and item_of_it:
        options = project_options((about,), lexicon)
        return replace(draft, query=None, trouble=Decline(Refusal.PART_OF_PROJECT, item_of_it, options))
    match draft.scope:
        case (AmountBetween(int(low), high, False),) if about and low == high and _supposes(frame):
            claim = Claim(amount=low)
            return reread(draft, Query(Measure.DETAIL, (IsProject((about,)),), claim=claim))
    bounded = any(isinstance(condition, AmountBetween) for condition in last.conditions)
    match draft.scope:
        case (AmountBetween(least, most, False),) if about and not bounded and _REACHES.search(frame.said()):
            claim = Claim(at_least=least, at_most=most)  # 「1億円超えてる?」
            return reread(draft, Query(Measure.DETAIL, (IsProject((about,)),), claim=claim))
    detail = max(frame.cues.get("detail", (len(frame.spans),)))
    aside = all(item.is_a(Words) or item.index > detail for item in frame.items)  # 「それ何するの?お祭り?」
    kinds = lexicon.vocabulary.kinds
    if (
        about
        and frame.has("ask_yes_no")
        and frame.items
        and all(key(item.text) in kinds for item in frame.items)
    ):
        return reread(draft, Query(Measure.DETAIL, (IsProject((about,)),), aspect=Aspect.PURPOSE))
    if about and _asks_of_words_in_its_text(frame, about, lexicon):
        return reread(draft, Query(Measure.DETAIL, (IsProject((about,)),), aspect=Aspect.PURPOSE))
    if about and frame.has("that") and ((aside and frame.has("detail")) or _WHAT_FOR.search(frame.said())):
        return reread(draft, Query(Measure.DETAIL, (IsProject((about,)),), aspect=Aspect.PURPOSE))
    if about and _says_what_it_alone_does(frame, about, lexicon):
        return reread(draft, Query(Measure.DETAIL, (IsProject((about,)),), aspect=Aspect.PURPOSE))
    if about and _WHAT_IT_HELPS.match(frame.said()):
        return reread(draft, Query(Measure.DETAIL, (IsProject((about,)),), aspect=Aspect.PURPOSE))
    if about and _of_this_as_well(frame) and _is_in_its_text(frame, about, lexicon):
        return reread(draft, Query(Measure.DETAIL, (IsProject((about,)),), aspect=Aspect.PURPOSE))
    match draft.scope:
        case (InDepartments((name,), False),) if about and _supposes_department(frame):
            aspect, claim = Aspect.DEPARTMENT, Claim(department=name)
            return reread(draft, Query(Measure.DETAIL, (IsProject((about,)),), aspect=aspect, claim=claim))
        case (InDepartments(_, True),) if about and frame.has("confirm"):  # 「土木部じゃないよね?」
            return reread(draft, Query(Measure.DETAIL, (IsProject((about,)),), aspect=Aspect.DEPARTMENT))
    if about and _asks_what_it_does(frame) and len(select(lexicon.catalogue, draft.scope)) > _A_FEW:
        return reread(draft, Query(Measure.DETAIL, (IsProject((about,)),), aspect=Aspect.PURPOSE))
    return None


def _asks_of_words_in_its_text(frame: Frame, project: str, lexicon: Lexicon) -> bool:
    """「今年度の工事は何をするんですか」「誰が相談にのってくれるの」: of what its text speaks of."""
    said = [item.meaning.words for item in frame.items if isinstance(item.meaning, Words)]
    others = frame.has("amount", "total", "count", "related", "instead", "share", "except", "only", "which")
    if not said or len(said) < len(frame.items) or others or "事業" in frame.said():
        return False
    asked = frame.has("detail", "change") or bool(_WHO_OR_WHAT.search(frame.said()))
    asked = asked or bool(_WHAT_OF_IT.match(frame.said()))
    return asked and all(project in lexicon.matching(words) for words in said)


_WHAT_FOR = re.compile("何の[^。、]{1,8}に使")  # 「何の工事に使うの、それ」
_WHAT_OF_IT = re.compile(
    "(?:それ|これ)(?:は|って)、?[^。]*(?:何|なん|どこ|どん|誰|いつ)"
)  # 「それは今年、何のツールを入れるの」
_WHO_OR_WHAT = re.compile("(?:誰|だれ|いつ|何)(?:が|を|に|から)[^。]{0,16}(?:の|か)[?]*$")


def _says_what_it_alone_does(frame: Frame, project: str, lexicon: Lexicon) -> bool:
    """「今年度できる施設は、どこの後継なんですか?」: of all projects, the one talked about has all the words."""
    said = [item.meaning.words for item in frame.items if isinstance(item.meaning, Words)]
    if len(said) < _WORDS or len(said) < len(frame.items) or "事業" in frame.said():
        return False
    fits = frozenset[str].intersection(*(frozenset(lexicon.matching(words)) for words in said))
    return fits == {project}


_WORDS = 2


# 「新しくできる場所もあります?」
_ANYTHING_NEW = re.compile(
    "(?:今年度?|何か|なにか|から|は|、)*(?:新し|あたらし)(?:く|い)(?:[^、。]{1,8}(?:も|は|って|とか)(?:ある|あり)|(?:でき|開設|始ま|はじま|増え|ふえ)[ぁ-ゖ]{1,4}[?]|(?:でき|始ま|はじま|加わ|増え)る(?:制度|さーびす|サービス|もの|こと|取り組み|取組|やつ|の)(?:って|は|が|も))"
)
_IS_IT_NEW = re.compile(
    "(?:それ|これ|その事業|この事業)(?:は|って|も)(?:新規|新しい事業(?:なの|です|か)*[?]*$)|^新規(?:事業)?(?:なの|です|なん?ですか|ですか|か)?[?]+$"
)


_IS_IT_REPRINTED = re.compile(
    "(?:それ|これ)?(?:は|って)?(?:ほか|他)?(?:に|で)?(?:も)?再掲(?:され)?(?:て(?:い)?(?:る|ます)|です|あり)[ぁ-ゖ]{0,3}[?]*"
)


def _supposes(frame: Frame) -> bool:
    """「2万円ってこと?」「35億ですか?」: an amount, and nothing that is looked for."""
    return frame.has("confirm") or bool(_SUPPOSED.search(frame.said()))


_REACHES = re.compile(
    "(?:(?:超え|越え|こえ|上回っ?|下回っ?|切っ?|届い|達し)(?:て(?:い)?)?(?:る|ます)|(?:以上|以下|未満)(?:ある|あります|です|なの)?)(?:の|ん|か|よ|ね)*[?]+$"
)
_SUPPOSED = re.compile(
    "(?:円|万|億)(?:(?:ってこと|という(?:こと|意味)|なの|なん(?:です|だ)|です|だ)[ぁ-ゖ]{0,4}"
    "|(?:しか|ぽっちしか)(?:ない|かから?ない|出ない|出てない)[ぁ-ゖ]{0,4}|も(?:する|かかる|かけて(?:い)?る|使って(?:い)?る)[ぁ-ゖ]{0,4})[?]*$"
)


def _supposes_department(frame: Frame) -> bool:
    """「担当は土木部?」「それも環境部なんですか」「環境部がやってるの?」"""
    text, name = frame.said(), frame.items[0].text if frame.items else ""
    if frame.has("department_asked") and (frame.has("confirm") or _SUPPOSED_DEPARTMENT.search(text)):
        return True
    before, found, after = text.partition(name)
    pointing = _THIS_ONE.fullmatch(before)
    return bool(name and found and pointing and (_THEIRS if pointing[1] else _THEIRS_ASKED).fullmatch(after))


_SUPPOSED_DEPARTMENT = re.compile("(?:担当|所管)(?:部局?|部署|課)?(?:は|って)[^はがに、]+[?]$")
_THIS_ONE = re.compile("(?:で、|じゃあ、?)?((?:それ|これ|そっち|こっち|[そこ]の事業)(?:は|って|も)、?)?")
_DOING = (
    "(?:[がの](?:担当|所管|管轄|仕事|やつ|事業)?(?:やって?(?:い)?(?:る|ます|ん)|して(?:い)?(?:る|ます))?)?"
)
_THEIRS = re.compile(
    _DOING + "(?:ってこと|という(?:こと|意味)|なの|なん|です|でしょう?|だ|っけ|よね|よ|ね|か|の)*[?]*"
)
_THEIRS_ASKED = re.compile(
    "(?:[がの](?:担当|所管|管轄|仕事|やって?(?:い)?(?:る|ます|ん)|担当して(?:い)?(?:る|ます)))?"
    "(?:なの|なん(?:です|だ)|です|でしょう?|だ(?=よね)|よね|の(?=[?]))(?:よね|よ|ね|か|の)*[?]*"
)


def _of_this_as_well(frame: Frame) -> bool:
    """「学生向けにもなんかやってくれるの?」 after one project."""
    others = frame.has("amount", "total", "count", "list", "related", "instead", "share", "except", "only")
    return not others and frame.has("ask_yes_no", "detail") | bool(_TOO_FOR.search(frame.said()))


_TOO_FOR = re.compile(
    "(?:に|で|向けに|のとき)も.*(?:の|か)[?]*$|も.*(?:くれ|もらえ|出る|出ま|使え|でき|対象)[ぁ-ゖ]{0,5}[?]*$"
)


def _is_in_its_text(frame: Frame, project: str, lexicon: Lexicon) -> bool:
    words = [item.meaning.words for item in frame.of(Words) if isinstance(item.meaning, Words)]
    said = frame.said()
    return bool(re.search("(?:に|で|向けに)?も", said)) and any(project in lexicon.matching(w) for w in words)


# 「何の購入を助けてくれるんですか」
_WHAT_IT_HELPS = re.compile(
    "(?:それは?)?(?:何|なん)の[^、。]{1,10}を(?:助け|支援|補助|助成|応援)[^、。]{1,10}(?:の|か)[?]*$"
)
_A_FEW = 3  # projects that a word may name; one that stands in more tells little


def _asks_what_it_does(frame: Frame) -> bool:
    """「なんていう学校を応援してるの?」: a detail of what was talked about."""
    others = frame.has("amount", "total", "count", "list", "related", "instead", "share", "except", "only")
    return (
        not others
        and all(item.is_a(Words) for item in frame.items)
        and any(
            span.text
            in {
                "なん",
                "何の",
                "なんの",
                "なんて",
                "何て",
                "なんていう",
                "何という",
                "どんな",
                "どの",
                "どう",
                "何",
                "なに",
            }
            | {"どういう", "どういった"}
            for span in frame.spans
        )
        and bool(re.search("(?:の|か|どんな[^、。は]{1,6}|対象|でしょう)[?]*$", frame.said()))
    )
