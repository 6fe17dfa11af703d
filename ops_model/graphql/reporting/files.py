"""Tables as files over HTTP: signed in, walled and limited as the API is, and sent as they are read."""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt

from ops_model import clock
from ops_model.domain.cost import FILE, Branch, Cost
from ops_model.graphql.http.answers import JSON, answer_render
from ops_model.graphql.http.asked import Context, context_open
from ops_model.graphql.http.credentials import request_credential, token_note_use
from ops_model.graphql.http.errors import ApiError, ErrorCode, unauthenticated
from ops_model.graphql.http.limits import reporting_limits
from ops_model.graphql.http.rate import operation_charge
from ops_model.graphql.http.request import request_id, text_problem
from ops_model.graphql.http.view import error_answer
from ops_model.graphql.reporting.sending import Sending
from ops_model.reporting.errors import ReportError
from ops_model.reporting.exporting import file_pieces
from ops_model.reporting.files import FORMATS
from ops_model.reporting.files.formats import FileFormat
from ops_model.reporting.parameters import flag_read, table_parameters
from ops_model.reporting.reading import StateRows, TableParameters, table_rows
from ops_model.reporting.tables import TABLES_BY_ADDRESS, Table
from ops_model.selectors.access import Credential, Seat
from ops_model.selectors.database import read_from, reporting_database
from ops_model.selectors.tenants import patience_set

ORGANISATION, BOM = "organisation", "bom"
STALLED_MS = 60_000
"""How long a client may leave a file standing while the database keeps its transaction for it."""

_SENDING = Sending(most=4, of_each=2)


@csrf_exempt
def file_view(request: HttpRequest, address: str, suffix: str) -> HttpResponseBase:
    """Send a table as a file: `GET /reporting/TABLE.FORMAT?organisation=SLUG`, with filters, order and day as the API
    has them. What goes wrong before the first piece is answered as an error of the API; after it, the connection
    ends before the file does."""
    response: HttpResponseBase
    try:
        response = _response(request, address, suffix)
    except (ReportError, SuspiciousOperation) as error:
        response = answer_render(error_answer(_bad(str(error))), JSON)
    except Exception as error:
        response = answer_render(error_answer(error), JSON)
    response["X-Request-ID"] = request_id(request)
    return response


@dataclass(frozen=True, slots=True)
class FileRequest:
    """What file is asked for; `bom`: with a byte order mark, by which Excel knows UTF-8."""

    table: Table
    file_format: FileFormat
    seat: Seat
    parameters: TableParameters
    bom: bool


def _response(request: HttpRequest, address: str, suffix: str) -> HttpResponseBase:
    if request.method != "GET":
        raise _bad("Files are fetched by GET.", status=405, headers={"Allow": "GET"})
    credential = request_credential(request)
    if credential is None:
        raise unauthenticated()
    pieces = _Pieces(_pieces(credential, address, suffix, request.GET))
    organisation = request.GET[ORGANISATION]
    name = f"{organisation}-{address}.{suffix}"
    headers = {
        "Content-Disposition": str(content_disposition_header(as_attachment=True, filename=name)),
        "Cache-Control": "no-store",
        "Vary": "Authorization, Cookie",
    }
    return StreamingHttpResponse(pieces, content_type=FORMATS[suffix].media_type, headers=headers)


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


def _pieces(credential: Credential, address: str, suffix: str, query: QueryDict) -> Generator[bytes]:
    """Yield a file, piece by piece, of one transaction. Its thread has it until the last piece is taken. What is
    refused is given back to the credential."""
    database, limits = reporting_database(), reporting_limits()
    charge = operation_charge(credential, Cost(Branch(own=FILE, size=1, names=0, branches={})), limits)
    charge.unused = FILE
    try:
        with transaction.atomic(using=database):
            with read_from(database):
                context = context_open(credential, limits)
                asked = _asked(context, address, suffix, query)
                patience_set(stalled_ms=STALLED_MS)
            with _SENDING.one(asked.seat.organisation_id):
                pieces = _file(context, asked, database)
                first = next(pieces, b"")
                charge.unused = 0
                yield first
                yield from pieces
    finally:
        charge.settle()
    token_note_use(context.access, at=clock.now())


def _file(context: Context, asked: FileRequest, database: str) -> Iterator[bytes]:
    with read_from(database):
        rows = table_rows(
            asked.table,
            asked.seat.organisation_id,
            asked.parameters,
            shown=StateRows(),
            state_of=partial(context.reading.of_seat_at, asked.seat),
        )
    yield from file_pieces(asked.table, rows, asked.file_format, bom=asked.bom)


def _asked(context: Context, address: str, suffix: str, query: QueryDict) -> FileRequest:
    """Read what is asked for, by whoever is signed in. Raises ApiError and ReportError."""
    table, file_format = TABLES_BY_ADDRESS.get(address), FORMATS.get(suffix)
    if table is None or file_format is None:
        known = f"{', '.join(TABLES_BY_ADDRESS)}, as {', '.join(FORMATS)}"
        raise _bad(f"There is no such file: there are {known}.", status=404)
    given = _texts(query)
    slugs = given.pop(ORGANISATION, [])
    if len(slugs) != 1:
        raise _bad(f"'{ORGANISATION}': say of which one, by its slug.")
    seat = context.access.seat(slugs[0])
    if seat is None:
        raise _bad(f"'{ORGANISATION}': there is none with that slug.", status=404)
    bom = flag_read(BOM, given.pop(BOM, ["false"]))
    return FileRequest(table, file_format, seat, table_parameters(table, given), bom)


def _texts(query: QueryDict) -> dict[str, list[str]]:
    given = {name: query.getlist(name) for name in query}
    for text in (*given, *(value for values in given.values() for value in values)):
        if problem := text_problem(text):
            raise _bad(problem)
    return given


def _bad(message: str, *, status: int = 400, headers: Mapping[str, str] | None = None) -> ApiError:
    return ApiError(ErrorCode.BAD_REQUEST, message, status=status, headers=headers)
