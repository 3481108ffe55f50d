import { Api } from "./bench/api.ts";
import { Bench } from "./bench/bench.ts";
import type { Config } from "./bench/types.ts";
import { learn } from "./bench/words.ts";

const config = JSON.parse(document.getElementById("workbench-config")?.textContent ?? "{}") as Config;
const place = document.getElementById("workbench");
if (place) {
  learn(config.words, config.language);
  void new Bench(place, new Api(config.api), config).start();
}
