// Standard style: no semicolons, two spaces, what is not used is an error.
import neostandard from 'neostandard'

export default [
  ...neostandard({ env: ['browser'], ignores: ['static/build/**'] }),
  { rules: { 'no-new': 'off' } } // a part of a page is started by making its object
]
