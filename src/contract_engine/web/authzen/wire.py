"""The JSON of AuthZEN's requests; what is not known there is passed over, as the standard asks."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr

Name = Annotated[StrictStr, Field(max_length=500)]
Properties = Annotated[dict[str, Any], Field(max_length=200)]


class Lenient(BaseModel):
    """A request may hold what later versions of the standard add."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Entity(Lenient):
    """A subject or a resource."""

    type: Name
    id: Name
    properties: Properties = {}


class Sort(Lenient):
    """The type of the subjects or resources that are searched for."""

    type: Name
    properties: Properties = {}


class Action(Lenient):
    """What the subject would do."""

    name: Name
    properties: Properties = {}


class Evaluation(Lenient):
    """May this subject do this to this resource?"""

    subject: Entity
    action: Action
    resource: Entity
    context: Properties = {}


class Options(Lenient):
    """How a list of evaluations is gone through."""

    evaluations_semantic: Literal["execute_all", "deny_on_first_deny", "permit_on_first_permit"] = (
        "execute_all"
    )


class Evaluations(Lenient):
    """Several evaluations; what stands beside them holds where one doesn't say otherwise."""

    subject: Properties | None = None
    action: Properties | None = None
    resource: Properties | None = None
    context: Properties | None = None
    evaluations: Annotated[list[Properties], Field(max_length=1000)] = []
    options: Options = Options()


class Page(Lenient):
    """Which part of the results is wanted; all of them come in one page."""

    limit: StrictInt | None = None
    token: StrictStr | None = None


class SubjectSearch(Lenient):
    """Who may do this?"""

    subject: Sort
    action: Action
    resource: Entity
    context: Properties = {}
    page: Page = Page()


class ResourceSearch(Lenient):
    """To what may this subject do this?"""

    subject: Entity
    action: Action
    resource: Sort
    context: Properties = {}
    page: Page = Page()


class ActionSearch(Lenient):
    """What may this subject do to this?"""

    subject: Entity
    resource: Entity
    context: Properties = {}
    page: Page = Page()
