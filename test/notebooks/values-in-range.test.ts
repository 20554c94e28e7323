import { describeValuesInRange } from "../support/values-in-range";

// Some of the 300 sets that `npm run soak` runs whole.
describeValuesInRange(1, { short: true });
