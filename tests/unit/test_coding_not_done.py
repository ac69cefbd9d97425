"""What a sentence names beside an act, or says did not happen, is no act; the sentences are our own."""

from tests.acts_told import read_all


def test_a_joint_commission_that_leaders_agree_to_hold_is_a_meeting_of_ministers():
    found = read_all(
        "Kenyan President William Ruto met Prime Minister Abiy Ahmed of Ethiopia on Monday. The "
        "two leaders agreed to hold a joint ministerial commission in June.",
        "2025-03-04",
    )
    assert ("ministerial_meeting", "ETH", "KEN", "2025-06-01") in found
    assert not any(one[3] == "2025-06-01" for one in found if one[0] == "summit")
