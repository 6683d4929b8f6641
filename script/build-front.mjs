// Compiles the styles and the script, copies fonts and images. Started by script/build-front.
// The same sources give the same bytes, so hashed names stay the same from one set-up to the next.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import { compile, Logger, NodePackageImporter } from 'sass'

const DONE = 'static/build'
// Built aside, then the folders change places: who reads meanwhile finds the old one or the new one.
const OUT = `node_modules/.front-${process.pid}`
const OLD = `${OUT}-old`
const FONTS = 'node_modules/@fontsource/atkinson-hyperlegible-next/files'
// One file a face and script: latin first, latin-ext (ŵ, ŷ) only when a page has such letters.
const FACES = ['latin-400-normal', 'latin-700-normal', 'latin-ext-400-normal', 'latin-ext-700-normal']

function report (name) {
  const bytes = readFileSync(`${DONE}/${name}`)
  const size = (n) => `${(n / 1024).toFixed(1)} kB`
  console.log(`build-front: ${name} ${size(bytes.length)}, ${size(gzipSync(bytes).length)} compressed`)
}

rmSync(OUT, { recursive: true, force: true })
mkdirSync(`${OUT}/fonts`, { recursive: true })

const styles = compile('static/css/app.scss', {
  importers: [new NodePackageImporter('.')],
  style: 'compressed',
  charset: false,
  logger: Logger.silent
})
writeFileSync(`${OUT}/app.css`, styles.css + '\n')

esbuild.buildSync({
  // Two bundles that share no module: one that both had would stand twice, each with a state of its own.
  entryPoints: ['static/js/app.js', 'static/js/video.js'],
  outdir: OUT,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2020',
  legalComments: 'none',
  logLevel: 'warning'
})

for (const face of FACES) {
  const name = `atkinson-hyperlegible-next-${face}.woff2`
  cpSync(`${FONTS}/${name}`, `${OUT}/fonts/${name}`)
}
cpSync('static/images', `${OUT}/images`, { recursive: true })

if (existsSync(DONE)) renameSync(DONE, OLD)
renameSync(OUT, DONE)
rmSync(OLD, { recursive: true, force: true })

report('app.css')
report('app.js')
report('video.js')
for (const face of FACES) report(`fonts/atkinson-hyperlegible-next-${face}.woff2`)
