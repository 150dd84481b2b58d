"""Nothing that was answered is lost when the power goes (tests/power): a slice of it."""

import unittest

from tests.power import covered, cuts, faults


class PowerLoss(unittest.TestCase):
    def test_every_image_of_a_cut_opens_with_all_that_was_answered(self):
        images, _, answers, faults = cuts.run(images=1_500, answers=30, threads=3, seed=7)
        self.assertEqual(faults, [])
        self.assertGreaterEqual(images, 1_000)
        self.assertEqual(answers, 31)

    def test_every_answer_comes_after_its_sync(self):
        answers, faults = covered.run(400)
        self.assertEqual(faults, [])
        self.assertEqual(len(answers), 401)

    def test_no_failed_call_makes_a_false_promise(self):
        runs, found = faults.run(answers=6, every=23)
        self.assertEqual(found, [])
        self.assertGreaterEqual(runs, 20)


if __name__ == "__main__":
    unittest.main()
