// Prints TensorFlow's version as JSON when the tfjs-node in the folder of its argument loads and computes; ends with an error otherwise.
const util = require("node:util");

process.env.TF_CPP_MIN_LOG_LEVEL = "2";
// tfjs-node 4.22 calls this function, which Node 23 removed.
util.isNullOrUndefined ??= (value) => value === null || value === undefined;

const tf = require(process.argv[2]);
const product = tf.matMul([[1, 2]], [[3], [4]]).dataSync();
if (product.length !== 1 || product[0] !== 11) throw new Error(`matMul gave ${product}, expected 11`);
console.log(JSON.stringify({ tensorflow: tf.backend().binding.TF_Version }));
