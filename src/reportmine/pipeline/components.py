"""The steps as spaCy components, one each; what they find is in `doc._` and `doc.spans`."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from ..document import Words
from .findings import add_extensions, findings_of, resources_of
from .step import Step
from .steps import (
    SENTENCES,
    Choice,
    citations,
    facts,
    indicators,
    key_measures,
    named_measures,
    outlined,
    pipeline,
)

_SPANS = {"facts": "facts", "named_measures": "named_measures", "citations": "documents"}


class Component:
    """Steps of ours in a pipeline of spaCy's: it runs them and offers their layers, and what they need is found unseen."""

    def __init__(self, name: str, choice: Choice, *steps: Step) -> None:
        add_extensions()
        self.name = name
        self._steps, self._needs = steps, pipeline(choice)

    def __call__(self, doc: Doc) -> Doc:
        found = findings_of(doc)
        for step in self._steps:
            if not step.provides <= found.document.provided:
                self._needs.ensure(found.document, step.requires)
                step(found.document)
            found.offered |= step.provides
            for layer in step.provides & _SPANS.keys():
                _publish(doc, layer)
        return doc


def _publish(doc: Doc, layer: str) -> None:
    """Put the records of a layer into `doc.spans`, widened to word bounds."""
    document = findings_of(doc).document
    words = document.words
    if len(words) != len(doc):  # a doc of another tokenizer
        words = Words([token.idx for token in doc], [token.text for token in doc], [])
    name = _SPANS[layer]
    label = doc.vocab.strings.add(name)
    doc.spans[name] = [Span(doc, *words.covering(r.start, r.end), label=label) for r in getattr(document, layer)]


@Language.factory("reportmine_outline", default_config={"lexicon": ""}, assigns=["doc._.paragraphs", "doc._.sentences"])
def make_outline(nlp: Language, name: str, lexicon: str) -> Component:
    """Paragraphs with headings and roles, and sentences."""
    choice = Choice(resources_of(lexicon))
    return Component(name, choice, outlined(choice), SENTENCES)


@Language.factory("reportmine_facts", default_config={"roles": "rules", "lexicon": ""}, assigns=["doc._.facts", "doc.spans"])
def make_facts(nlp: Language, name: str, roles: str, lexicon: str) -> Component:
    """Quantities with their roles."""
    choice = Choice(resources_of(lexicon), roles=roles)
    return Component(name, choice, facts(choice))


@Language.factory("reportmine_named_measures", default_config={"lexicon": ""}, assigns=["doc._.named_measures", "doc.spans"])
def make_named_measures(nlp: Language, name: str, lexicon: str) -> Component:
    """Practices with a number in their name."""
    choice = Choice(resources_of(lexicon))
    return Component(name, choice, named_measures(choice))


@Language.factory("reportmine_documents", default_config={"lexicon": ""}, assigns=["doc._.documents", "doc.spans"])
def make_documents(nlp: Language, name: str, lexicon: str) -> Component:
    """Every 《…》."""
    choice = Choice(resources_of(lexicon))
    return Component(name, choice, citations(choice))


@Language.factory(
    "reportmine_key_measures", default_config={"taxonomy": "2023", "lexicon": ""},
    assigns=["doc._.paragraph_tags", "doc._.sentence_tags"],
)  # fmt: skip
def make_key_measures(nlp: Language, name: str, taxonomy: str, lexicon: str) -> Component:
    """The key measures of every sentence and paragraph."""
    choice = Choice(resources_of(lexicon), taxonomy=taxonomy)
    return Component(name, choice, key_measures(choice))


@Language.factory(
    "reportmine_indicators", default_config={"files": [], "taxonomy": "2023", "lexicon": ""}, assigns=["doc._.facts"],
    requires=["doc._.facts"],
)  # fmt: skip
def make_indicators(nlp: Language, name: str, files: list[str], taxonomy: str, lexicon: str) -> Component:
    """The canonical indicator of each fact; `files` are the user's own, `taxonomy` that by whose tags ties are broken."""
    choice = Choice(resources_of(lexicon), taxonomy=taxonomy, indicator_files=tuple(Path(f) for f in files))
    return Component(name, choice, indicators(choice))
