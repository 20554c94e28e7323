import { describeValuesInRange } from "../support/values-in-range";

describeValuesInRange(300, { short: false });
