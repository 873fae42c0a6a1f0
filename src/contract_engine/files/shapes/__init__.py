"""The shape of every file, a frozen dataclass each: which keys there are and what may stand there.

Scalars are text throughout; what the words mean is the next room's (`language`). Field
descriptions go into the JSON Schemas that editors use.
"""

from contract_engine.files.shapes.accepted import AcceptanceShape, AcceptedShape
from contract_engine.files.shapes.agreement import AgreementShape
from contract_engine.files.shapes.base import GRADES, CitationShape, Field, Shape
from contract_engine.files.shapes.calendars import CalendarShape, CoversShape
from contract_engine.files.shapes.evidence import (
    ClaimShape,
    DisputeShape,
    FigureShape,
    FiguresShape,
    FigureValueShape,
    SourceShape,
    SourcesShape,
)
from contract_engine.files.shapes.history import EntryShape, HistoryShape
from contract_engine.files.shapes.instrument import (
    AlternativeShape,
    BlameShape,
    ClauseShape,
    DefinitionShape,
    EachShape,
    FollowShape,
    GroupShape,
    InstrumentShape,
    NormShape,
    NoticeShape,
    RenewalShape,
    RepealShape,
    RowShape,
    StepKeys,
    TermShape,
)
from contract_engine.files.shapes.items import TableShape
from contract_engine.files.shapes.question import LineShape, SituationShape
from contract_engine.files.shapes.scenario import (
    ScenarioCaseShape,
    ScenarioShape,
    ScenariosShape,
    StatusAskedShape,
    StatusExpectedShape,
)
from contract_engine.files.shapes.vocabulary import (
    ActionShape,
    EventShape,
    FactShape,
    PartyShape,
    ReadingShape,
    ReadingValueShape,
    TopicShape,
    ValueShape,
)

__all__ = [
    "GRADES",
    "AcceptanceShape",
    "AcceptedShape",
    "ActionShape",
    "AgreementShape",
    "AlternativeShape",
    "BlameShape",
    "CalendarShape",
    "CitationShape",
    "ClaimShape",
    "ClauseShape",
    "CoversShape",
    "DefinitionShape",
    "DisputeShape",
    "EachShape",
    "EntryShape",
    "EventShape",
    "FactShape",
    "Field",
    "FigureShape",
    "FigureValueShape",
    "FiguresShape",
    "FollowShape",
    "GroupShape",
    "HistoryShape",
    "InstrumentShape",
    "LineShape",
    "NormShape",
    "NoticeShape",
    "PartyShape",
    "ReadingShape",
    "ReadingValueShape",
    "RenewalShape",
    "RepealShape",
    "RowShape",
    "ScenarioCaseShape",
    "ScenarioShape",
    "ScenariosShape",
    "Shape",
    "SituationShape",
    "SourceShape",
    "SourcesShape",
    "StatusAskedShape",
    "StatusExpectedShape",
    "StepKeys",
    "TableShape",
    "TermShape",
    "TopicShape",
    "ValueShape",
]
