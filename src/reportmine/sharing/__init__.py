"""What texts have in common: one machine for copied passages, nearly equal sentences and duplicates.

    hashing (shingles as numbers, pairs of equal ones) ─▶ winnowing (exact passages) · minhash (nearly equal texts)
    shingles (as sets, compared exactly) · ritual (wordings that everybody writes, which are no copying)
"""
