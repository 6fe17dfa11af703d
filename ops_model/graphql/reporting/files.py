"""Tables as files over HTTP: signed in, walled and limited as the API is, and sent as they are read."""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn

from django.db import transaction
from django.http import HttpRequest, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from ops_model import clock
from ops_model.domain.cost import FILE, Branch, Cost
from ops_model.graphql.http.answers import JSON, answer_render
from ops_model.graphql.http.credentials import request_credential, token_note_use
from ops_model.graphql.http.errors import ApiError, ErrorCode, unauthenticated
from ops_model.graphql.http.execute import context_open
from ops_model.graphql.http.limits import Limits, reporting_limits
from ops_model.graphql.http.rate import operation_charge
from ops_model.graphql.http.request import request_id, text_problem
from ops_model.graphql.http.view import error_answer
from ops_model.graphql.reporting.sending import Sending
from ops_model.reporting.errors import ReportError
from ops_model.reporting.exporting import file_pieces
from ops_model.reporting.files import FORMATS
from ops_model.reporting.files.formats import FileFormat
from ops_model.reporting.parameters import table_parameters
from ops_model.reporting.reading import TableParameters, table_rows
from ops_model.reporting.tables import TABLES_BY_ADDRESS, Table
from ops_model.selectors.access import Credential
from ops_model.selectors.database import read_from, reporting_database

ORGANISATION, BOM = "organisation", "bom"
_SENDING = Sending(most=2)


@csrf_exempt
def file_view(request: HttpRequest, address: str, suffix: str) -> HttpResponseBase:
    """Send a table as a file: `GET /reporting/TABLE.FORMAT?organisation=SLUG`, with filters, order and day as the API
    has them. What goes wrong before the first piece is answered as an error of the API; after it, the connection
    ends before the file does."""
    response: HttpResponseBase
    try:
        response = _response(_asked(request, address, suffix))
    except ReportError as error:
        response = answer_render(error_answer(_bad(str(error))), JSON)
    except Exception as error:
        response = answer_render(error_answer(error), JSON)
    response["X-Request-ID"] = request_id(request)
    return response


@dataclass(frozen=True, slots=True)
class Asked:
    """What file is asked for, by whom; `bom`: with a byte order mark, by which Excel knows UTF-8."""

    table: Table
    file_format: FileFormat
    organisation: str
    parameters: TableParameters
    bom: bool
    credential: Credential
    limits: Limits


def _asked(request: HttpRequest, address: str, suffix: str) -> Asked:
    """Read what is asked for. Raises ApiError and ReportError."""
    if request.method != "GET":
        _refuse("Files are fetched by GET.", status=405, headers={"Allow": "GET"})
    table, file_format = TABLES_BY_ADDRESS.get(address), FORMATS.get(suffix)
    if table is None or file_format is None:
        _refuse(
            f"There is no such file: there are {', '.join(TABLES_BY_ADDRESS)}, as {', '.join(FORMATS)}.", status=404
        )
    credential = request_credential(request)
    if credential is None:
        raise unauthenticated()
    given = _texts(request.GET)
    organisation = given.pop(ORGANISATION, [])
    if len(organisation) != 1:
        _refuse(f"'{ORGANISATION}': say of which one, by its slug.")
    bom = given.pop(BOM, ["false"])
    if bom not in (["true"], ["false"]):
        _refuse(f"'{BOM}': true or false.")
    parameters = table_parameters(table, given)
    return Asked(table, file_format, organisation[0], parameters, bom == ["true"], credential, reporting_limits())


def _texts(query: QueryDict) -> dict[str, list[str]]:
    given = {name: query.getlist(name) for name in query}
    for text in (*given, *(value for values in given.values() for value in values)):
        if problem := text_problem(text):
            _refuse(problem)
    return given


def _response(asked: Asked) -> HttpResponseBase:
    pieces = _Pieces(_pieces(asked))
    name = f"{asked.organisation}-{asked.table.address}.{asked.file_format.suffix}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        "Vary": "Authorization, Cookie",
    }
    return StreamingHttpResponse(pieces, content_type=asked.file_format.media_type, headers=headers)


class _Pieces:
    """The pieces of a file, of which the first is there: what can prevent it has been raised by then."""

    def __init__(self, pieces: Generator[bytes]) -> None:
        self._pieces = pieces
        self._first = next(pieces, b"")

    def __iter__(self) -> Iterator[bytes]:
        yield self._first
        yield from self._pieces

    def close(self) -> None:
        """End the transaction that they are read in."""
        self._pieces.close()


def _pieces(asked: Asked) -> Generator[bytes]:
    """Yield a file, piece by piece, of one transaction. Its thread has it until the last piece is taken."""
    operation_charge(asked.credential, Cost(Branch(FILE, 1, 0, {})), asked.limits)
    database = reporting_database()
    with _SENDING.one(asked.credential.digest), transaction.atomic(using=database):
        with read_from(database):
            reading = context_open(asked.credential, asked.limits).reading
            seat = reading.access.seat(asked.organisation)
            if seat is None:
                _refuse(f"'{ORGANISATION}': there is none with that slug.", status=404)
            rows = table_rows(reading, asked.table, seat, asked.parameters)
        yield from file_pieces(asked.table, rows, asked.file_format, bom=asked.bom)
    token_note_use(reading.access, at=clock.now())


def _refuse(message: str, *, status: int = 400, headers: Mapping[str, str] | None = None) -> NoReturn:
    raise _bad(message, status=status, headers=headers)


def _bad(message: str, *, status: int = 400, headers: Mapping[str, str] | None = None) -> ApiError:
    return ApiError(ErrorCode.BAD_REQUEST, message, status=status, headers=headers)
