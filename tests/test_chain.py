"""How one thing led to the next."""

from sinorus_cli.chain import chain


def ids(steps):
    """The steps as nested ids."""
    return {step.record.id: ids(step.following) for step in steps}


def test_both_directions(ours):
    """What replaced what is found from either end."""
    before, _ = chain(ours, ours.find("saint-petersburg-1881"))
    assert "livadia-1879" in ids(before)
    _, after = chain(ours, ours.find("livadia-1879"))
    assert "saint-petersburg-1881" in ids(after)


def test_ends_on_every_record(ours):
    """A record that stands in the chain already has nothing after it, so that every chain ends."""
    for record in ours:
        for steps in chain(ours, record):
            walked = [record.id]
            stack = list(steps)
            while stack:
                step = stack.pop()
                assert not (step.again and step.following)
                walked += [] if step.again else [step.record.id]
                stack += step.following
            assert len(walked) == len(set(walked)), record.id
