import { render } from "preact";
import { App } from "./app";
import { takeTokenFromAddress } from "./session/session";
import { applyTheme, chosenTheme } from "./theme";
import "uplot/dist/uPlot.min.css";
import "./styles/tokens.css";
import "./styles/page.css";
import "./styles/parts.css";

takeTokenFromAddress();
applyTheme(chosenTheme());
render(<App />, document.getElementById("page") as HTMLElement);
