"""The group's own values of the planners' parameters."""

from genhun.core.policy import Policy
from genhun.records.contract.policy import Setting, policy_from
from genhun.records.models import PolicySetting


def policy_now() -> Policy:
    """The parameters as the records hold them; one query."""
    return policy_from(Setting(*row) for row in PolicySetting.objects.values_list("key", "value", "source"))
