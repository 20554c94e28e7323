import { claims as notebook00 } from "./00";
import { claims as notebook01 } from "./01";
import { claims as notebook02 } from "./02";
import { claims as notebook04 } from "./04";
import { claims as notebook03 } from "./03";
import { claims as notebook05 } from "./05";
import { claims as notebook06 } from "./06";
import { claims as notebook07 } from "./07";
import { claims as notebook08 } from "./08";
import { claims as notebook09 } from "./09";
import { claims as notebook10 } from "./10";
import { claims as notebook11 } from "./11";
import type { Claims } from "./read";

/** The claims of each notebook, by its number. */
export const claimsOf: Record<string, Claims> = {
  "00": notebook00,
  "01": notebook01,
  "02": notebook02,
  "04": notebook04,
  "03": notebook03,
  "05": notebook05,
  "06": notebook06,
  "07": notebook07,
  "08": notebook08,
  "09": notebook09,
  "10": notebook10,
  "11": notebook11,
};
