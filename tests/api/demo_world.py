"""The demo's first organisation, as who tries the documentation finds it."""

from fixtures.demo import DEMO_DAY, demo_documents, reported_days
from ops_model.domain.roles import Role
from ops_model.services.api_token import api_token_issue
from ops_model.services.organisation_load import organisation_load
from ops_model.services.snapshot import snapshots_take
from tests.api.world import World


def demo_loaded(slug: str = "meridian") -> World:
    """Load it, under its own slug or another, with its snapshots, and a token of each role."""
    document = {**demo_documents()[0], "slug": slug}
    loaded = organisation_load(document=document)
    snapshots_take(organisation_id=loaded.organisation_id, days=reported_days(document), today=DEMO_DAY)
    tokens = {
        role: api_token_issue(
            organisation_id=loaded.organisation_id,
            membership_id=loaded.membership_ids[f"{role.lower()}@meridian.example"],
            name="docs",
        )
        for role in Role
    }
    return World(loaded.organisation_id, slug, tokens)
