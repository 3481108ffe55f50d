import { defineConfig, type Plugin } from "vite";
import { sprite } from "./icons.ts";

const icons: Plugin = {
  name: "icons",
  generateBundle() {
    this.emitFile({ type: "asset", name: "icons.svg", originalFileName: "icons.svg", source: sprite() });
  },
};

export default defineConfig({
  base: "./",
  plugins: [icons],
  build: {
    outDir: "../src/assay/web/static/bundle",
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: false,
    rollupOptions: {
      input: {
        theme: "src/theme.ts",
        app: "src/app.ts",
        workbench: "src/workbench.ts",
        "schema-editor": "src/schema-editor.ts",
        "question-form": "src/question-form.ts",
        style: "src/style.css",
        "style-rtl": "src/style-rtl.css",
      },
    },
  },
});
