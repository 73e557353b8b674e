"""What people may do with the library beside what Django asks for each table, and whether two are needed.

The groups 编辑, 审核 and 管理员 come with migration 0028; accounts may have single permissions as well.
"""

from typing import Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User

PROPOSE: Final = "cases.propose_award"
REVIEW: Final = "cases.review_award"
PUBLISH: Final = "cases.publish_award"
WITHDRAW: Final = "cases.withdraw_award"
MANAGE_VOCABULARY: Final = "cases.manage_vocabulary"
MANAGE_USERS: Final = "cases.manage_users"

ALONE = "单人审核"  # recorded wherever nobody else has looked


def may(user: User | AnonymousUser | None, permission: str) -> bool:
    """Whether the account may; nobody may nothing, and a superuser everything."""
    return isinstance(user, User) and user.has_perm(permission)


def is_one_person_office() -> bool:
    """Whether people may approve what they edited last themselves, for want of anybody else."""
    return bool(settings.ONE_PERSON_OFFICE)
