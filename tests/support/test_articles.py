"""The knowledge base: found in one's own language and in English, kept by who runs support, counted."""

from datetime import date

import pytest

from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.support.actions.articles import (
    ArticleDraft,
    look_again_on,
    make_article,
    retire_article,
    say_helped,
    write_article,
)
from assay.support.models import Article
from assay.support.queries.articles import Helped, article_for, find_articles, helped, stale_articles
from assay.support.rules.articles import any_of, dictionary_of
from tests.api.calling import Api, token_of
from tests.support.help_world import help_world
from tests.web.quality_cast import n_queries, signed_in, text
from tests.work.world import NOW, TODAY


def test_a_sentence_becomes_a_query_of_its_words_and_nothing_else() -> None:
    assert any_of("When & am | I (paid)? when!") == "when | am | i | paid"
    assert any_of("':* \\ !!") == ""
    assert len(any_of(" ".join(f"w{n}" for n in range(99))).split(" | ")) == 12
    assert [dictionary_of(each) for each in ("pt-BR", "en", "ja")] == ["portuguese", "english", "simple"]


def article(
    by: User | None, title: str, markdown: str = "Read on.", *, language: str = "en", category: str = "pay"
) -> Article:
    draft = ArticleDraft(language, title, markdown)
    return make_article(by, category=category, draft=draft, now=NOW)


def titles(typed: str, language: str = "en", **more: str) -> list[str]:
    return [each.title for each in find_articles(typed, language=language, **more)]  # type: ignore[arg-type]  # By name.


@pytest.mark.django_db
def test_search_knows_forms_of_words_and_puts_titles_first() -> None:
    article(None, "Breaks", "You earn in breaks, whenever they are taken.")
    paid = article(None, "Where are my earnings?", "Paid on the fifth day of a month.")
    article(None, "Shifts", "Ask your site lead.", category="time")
    write_article(
        None, article=paid, draft=ArticleDraft("pt-BR", "Quando recebo?", "No quinto dia."), now=NOW
    )

    assert titles("What have people earned?") == ["Where are my earnings?", "Breaks"]
    assert titles("recebendo", "pt") == ["Quando recebo?"]
    assert titles("breaks", "pt") == ["Breaks"]
    assert titles("quinto") == []
    assert titles("", category="time") == ["Shifts"]
    assert titles("ask", category="pay") == []
    assert titles("!! & |") == ["Shifts", "Where are my earnings?", "Breaks"]
    retire_article(None, article=paid, now=NOW)
    assert titles("earned") == ["Breaks"]
    with pytest.raises(NotFound):
        article_for(paid.uid)


@pytest.mark.django_db
def test_what_is_written_anew_is_found_by_its_new_words() -> None:
    made = article(None, "Old words")

    write_article(None, article=made, draft=ArticleDraft("en", "Fresh words", "Read on."), now=NOW)

    assert (titles("old"), titles("fresh")) == ([], ["Fresh words"])


@pytest.mark.django_db
def test_only_who_runs_support_keeps_and_is_told_what_is_stale() -> None:
    here = help_world()
    made = article(here.mia, "When am I paid?")
    look_again_on(here.mia, article=made, day=date(2026, 3, 9), now=NOW)

    for act in (
        lambda: article(here.ravi, "Mine"),
        lambda: article(here.mia, "x", category="gossip"),
        lambda: article(here.mia, ""),
        lambda: article(here.mia, "x", language="!"),
        lambda: look_again_on(here.ravi, article=made, day=None, now=NOW),
        lambda: look_again_on(here.mia, article=made, day=TODAY, now=NOW),
        lambda: retire_article(here.ana, article=made, now=NOW),
    ):
        with pytest.raises(Refused):
            act()
    assert [stale_articles(here.mia, today=date(2026, 3, day)) for day in (8, 9)] == [[], [made]]
    assert stale_articles(here.ravi, today=date(2026, 3, 9)) == []


@pytest.mark.django_db
def test_everybody_says_once_whether_it_helped() -> None:
    here = help_world()
    made = article(None, "When am I paid?")

    for who, has_helped in ((here.ana, False), (here.ana, True), (here.ade, False)):
        say_helped(who, article=made, has_helped=has_helped, now=NOW)

    assert helped(made) == Helped(2, 1)


@pytest.mark.django_db
def test_pages() -> None:
    here = help_world()
    mia, ana = signed_in(here.mia), signed_in(here.ana)
    posted = {
        "category": "pay",
        "language": "en",
        "title": "When am I paid?",
        "markdown": "On the **fifth**.",
    }

    made = mia.post("/help/answers/new/", {**posted, "stale_on": "2099-01-01"})
    where = made["Location"]
    refused = mia.post("/help/answers/new/", {**posted, "title": ""})
    read = text(ana, where)
    ana.post(f"{where}mark/", {"helped": "no"})

    assert (made.status_code, refused.status_code) == (302, 422)
    assert ("<strong>fifth</strong>" in read, "Look at it again" in read) == (True, False)
    assert "Ask for help" in text(ana, where)
    assert "When am I paid?" in text(ana, "/help/answers/?q=paid&category=pay")
    assert "When am I paid?" in text(ana, "/help/suggested/?q=paid+late")
    assert ana.get("/help/suggested/?q=").content.strip() == b""
    assert (ana.get("/help/answers/new/").status_code, ana.post(f"{where}change/").status_code) == (403, 302)
    mia.post(f"{where}change/", {"do": "retire"})
    assert ana.get(where).status_code == 404


@pytest.mark.django_db
def test_the_list_asks_as_often_for_three_as_for_one() -> None:
    ana = signed_in(help_world().ana)
    article(None, "Paid one")
    alone = n_queries(ana, "/help/answers/?q=paid")
    for nth in range(2):
        article(None, f"Paid {nth}")

    assert n_queries(ana, "/help/answers/?q=paid") == alone


@pytest.mark.django_db
def test_the_api() -> None:
    here = help_world()
    mia, ana = (Api(token_of(each)) for each in (here.mia, here.ana))
    body = {"category": "pay", "language": "en", "title": "When am I paid?", "markdown": "Soon."}

    made = mia.post("/articles", body).json()
    where = f"/articles/{made['uid']}"
    ana.put(f"{where}/mark", {"has_helped": True})
    mia.put(f"{where}/texts/pt", {"title": "Quando recebo?", "markdown": "Logo."})

    assert ana.post("/articles", body).status_code == 404
    assert [each["title"] for each in ana.get("/articles?q=paid").json()["items"]] == ["When am I paid?"]
    assert (mia.get(where).json()["n_helped"], ana.get(where).json()["n_helped"]) == (1, None)
    assert ana.get(f"{where}?language=pt-BR").json()["title"] == "Quando recebo?"
    assert (ana.delete(where).status_code, mia.delete(where).status_code) == (404, 204)
