// What unpacks in a page.
import { gunzipSync } from "fflate";

window.course.unpacker = { gunzip: gunzipSync };
