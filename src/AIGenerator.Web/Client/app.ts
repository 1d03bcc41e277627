import { followNavigation } from "./shell/navigation";
import { loadElements } from "./shell/elements";
import { followActions } from "./shell/actions";
import { followKeys } from "./shell/keys";
import { showTips } from "./shell/tips";
import { followTheme } from "./shell/theme";
import { keepPlaceOverLanguages } from "./shell/language";
import { followConnection } from "./shell/offline";
import { followMissingParts } from "./shell/missing";

followMissingParts();
followNavigation();
loadElements();
followActions();
followKeys();
showTips();
followTheme();
keepPlaceOverLanguages();
followConnection();
